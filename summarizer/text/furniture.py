"""Page furniture: captions, credits, calls to click, site notices. It is no one's news, and nonsense in a summary.

One table of patterns for lines and sentences: the readers drop whole paragraphs, the later stages single sentences.
Precision comes first: a line of furniture that stays does less harm than a sentence of news that goes. The patterns
were chosen by reading all that they match, and what they leave, in `multi_news_raw_dev50` and `allsides_neus_val`.
"""

from __future__ import annotations

import re

_NETWORK = (
    r"(?:share|tweet|e-?mail|print|facebook|twitter|x|linkedin|whatsapp|google\+?|pinterest|reddit|copy link|instagram)"
)
_AGENCY = r"(?:ap|ap photo|afp|reuters|epa|pa|getty|getty images|shutterstock|istock|alamy|associated press)"
_PICTURE = r"(?:photo|image|picture|photograph|video|graphic|illustration|map|chart|screenshot|photo illustration)s?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#: Initial, hyphenated and accented parts included; case counts.
_NAME = r"(?-i:[A-ZÀ-Þ][\w.'’-]*(?: (?:de |van |von |al-)?[A-ZÀ-Þ][\w.'’-]*){0,4})"

#: A line or sentence that is this and nothing else.
_WHOLE = (
    # Labels and buttons.
    r"(?:advertisement\W*)+(?:continue reading(?: the main story)?)?",
    rf"{_PICTURE}(?: advertisement)?(?: continue reading the main story)?",
    r"(?:story|article) (?:is )?continue[sd]? below(?: advertisement)?|continue reading(?: below)?(?: the main story)?",
    r"(?:read|see|show|load|learn|find out|click for|discover) (?:more|all|also)(?: here| below)?",
    r"top of page|back to top|close|comments?|(?:leave|post) a (?:comment|reply)|reply|save|menu|search|home|loading",
    rf"(?:{_NETWORK}|like|loading|related|save|comments?|share this|like this|link copied|[\s|/:,.…•·\d])+",
    r"(?:story )?highlights|key points|(?:most )?popular|most (?:read|viewed|shared)(?: in [\w ]{2,30})?",
    r"trending(?: now)?|recommended(?: videos?)?|references|article content|(?:previous|next) page",
    r"loading (?:weather|data|content|comments|video|player|more)\b[\w ]{0,20}|(?:the-)?cnn-wire",
    r"our standards:? the thomson reuters trust principles|this is a (?:breaking|developing) (?:news? )?story\b.{0,60}",
    r"first published (?:in|by) (?-i:[A-Z])[^.!?]{2,40}|.{0,60}\bswipe ?[→←]",
    r"(?:web ?)?browser that(?: supports html5(?: video)?)?|supports html5(?: video)?",
    r"get (?:the |our )?(?:daily|weekly|breaking) (?:\w+ ){0,2}news",
    r"editor['’]?s['’]? picks?|related(?: topics)?|more on this(?: story| topic)?|up next|now playing|what to"
    r" read next",
    r"(?:related|more|top) (?:stories|articles|coverage|content|topics|links|news|videos?|reading)(?: on [\w.]+)?",
    r"you (?:may|might) (?:also )?like|in this article|topics|tags|sponsored(?: content)?|promoted(?:"
    r" content)?|paid post",
    r"(?:\d+ )?(?:show|hide) (?:all|caption|comments|more|less|transcript)",
    r"(?:enlarge|toggle|view|expand) (?:this )?(?:image|caption|photo|gallery|slideshow)s?(?: caption)?",
    r"newsletters?|live tv|sign (?:up|in)|log in|subscribe(?: now| today| here)?|register(?: now| today)?|follow us",
    r"privacy policy|terms of (?:use|service)|cookie (?:policy|settings|preferences)|i understand the terms of service",
    r"tweet with a location|add a location to your tweets|the interactive transcript could not be loaded",
    r"(?:view|read|open)(?: this)?(?: e-?mail| newsletter| message| it)? (?:in|on)(?: your| a)? (?:web"
    r" )?(?:browser|online|web)",
    r"manage (?:your )?(?:e-?mail )?(?:preferences"
    r"|subscriptions?)",
    # Addresses and times of publication.
    r"\(?(?:e-?mail:? )?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+",
    r"(?:first )?(?:updated|posted|published|last (?:updated|modified))\b[\s:|]*(?:on |at )?(?:\w{6,9},? )?"
    rf"(?:{_MONTH}\.? \d|\d).{{0,50}}",
    r"\d+ (?:min(?:ute)?s?|hours?|days?) (?:read|ago)",
    # Credits and captions.
    rf"\(?{_AGENCY}(?: photo| images?)?(?: \(\d+\)| via [\w ]+)?",
    rf"\(?{_NAME}(?: ?/ ?[\w. ]{{2,40}}){{0,2}} ?/ ?{_AGENCY}(?: via [\w ]+)?",
    rf"\(?{_PICTURE}(?: (?:by|via|courtesy(?: of)?|credit|from)|\s?[:/–—]| - )\W?\S.{{1,90}}",
    r"\(?(?:courtesy(?: of)?|credit|source):? (?-i:[A-ZÀ-Þ])[^.!?]{2,60}",
    r"\([^()]{3,80}\b(?:photo|via ap|getty images|reuters|afp|epa)\)?",
    rf"(?:{_NAME},? ?(?:and )?\((?-i:[LRC]|left|right|center|centre)\)[, ]*(?:and )?)+",
    r"with (?:files|reporting) (?:from|by) [^.!?]{2,120}",
    # Links to other pieces.
    r"(?:related|more|also read|must read|further reading|read (?:more|also|next)|see also|watch(?: live| now"
    r"| below| more)?"
    r"|more news|more coverage|recommended|you may also like|don['’]t miss)(?: stories| articles| news)?:.{0,140}",
    r"(?:read|see|click for) more (?:from|on|about|at|in) [^.!?]{1,80}|more from [^.!?]{2,40}:?",
    rf"(?:watch|listen to|see|play|view)(?: the| this| more)? (?:full )?{_PICTURE}\b.{{0,50}}",
    r"listen to (?:the|this) (?:911 call|story|article|episode|podcast)|(?:skip|jump) to .{1,30}",
    r"(?:also|recent stories|check out more stories) (?:from|by) [^.!?]{2,60}",
)
#: A line or sentence that begins so, whatever follows.
_STARTS = (
    r"(?:read or|click to) share this story\b|share this (?:story|article|post|page)\b|share (?:on|via) \w",
    r"(?:click|tap) (?:here|on the (?:link|video|photo|image)|through)\b.{0,40}\b(?:to|for)\b",
    r"(?:on (?:a )?mobile(?: device)?|app users?|having trouble viewing)\b.{0,60}(?:\?|\bclick|\btap)",
    r"for (?:the latest|more|all the) (?:news|stories|coverage|updates|local)\b.{0,60}\b(?:follow|visit|click|go to)\b",
    rf"(?:you can )?(?:follow|find|like|join) (?:us|me|him|her|them|the \w+|@?{_NAME})(?:,? (?:on|at|via))+ "
    r"(?:his |her |its |our )?(?:google news|twitter|facebook|instagram|x\b|bluesky|threads|tiktok|linkedin|whatsapp"
    r"|telegram|@)",
    r"(?:follow|tweet)(?: us)? @\w+|(?:he|she) (?:tweets|can be (?:reached|followed)) (?:on twitter )?(?:at|@)",
    r"(?:hide|show|toggle) caption\b|enlarge (?:this )?image\b|view (?:images?|gallery)\b|image (?:caption"
    r"|copyright|source)\b",
    r"(?:you can )?add (?:your )?location information to your tweets",
    r"(?:this (?:article|story|post|piece|interview|video)|the story|the post) (?:was|is|has been)"
    r" (?:(?:originally|first"
    r"|last|also|previously) )*(?:published|updated|republished|syndicated|produced by|adapted from|translated)\b",
    r"(?:this|our|the) (?:web)?site (?:and our partners )?uses? cookies|we (?:and our partners )?use cookies",
    r"\W*(?:with )?additional reporting (?:by|from)\b|contributing: (?-i:[A-Z])|— ?with (?:assistance|files)"
    r" (?:by|from)\b",
    rf"\(?(?:reporting|writing|editing|compiled|written) by {_NAME}",
    r"(?:write|e-?mail) (?:to )?[\w.'’ ]{2,40} at [\w.+-]+@|(?:contact|reach|e-?mail) (?:the )?(?:author"
    r"|writer|reporter|editor|us)\b",
    r"(?:to view this \w+,? )?(?:please )?(?:enable|turn on) javascript|your browser (?:does not|doesn['’]t) support"
    r"|javascript is (?:disabled|required)",
    r"by (?:continuing to (?:use|browse)|browsing|signing up|submitting|subscribing"
    r"|clicking)\b.{0,60}\b(?:you|our|agree)\b",
    r"(?:sign|log) (?:up|in)\b.{0,80}\b(?:newsletters?|e-?mails?|alerts|inbox|breaking news|free account|briefing)\b",
    r"(?:breaking news e-?mails? )?get breaking news (?:e-?mails?|alerts)\b",
    r"subscribe (?:to|for|now|here|today)\b.{0,80}\b(?:newsletters?|e-?mails?|podcast|channel|alerts|inbox"
    r"|access|feed)\b",
    r"get (?:the |our |your |all the |daily |breaking )*(?:latest |top |best |biggest )*(?:news|stories"
    r"|headlines|updates)\b"
    r".{0,60}\b(?:inbox|e-?mail|newsletter|your phone)\b",
    r"you(?:['’]re| are)(?: currently)? (?:receiving|getting) this (?:e-?mail|newsletter|message)\b|(?:click"
    r" here |to )*unsubscribe\b",
    r"(?:was this|this) e-?mail (?:was )?(?:sent|forwarded) to\b|update your (?:e-?mail )?preferences\b",
    rf"by {_NAME}\W+follow @\w",
    r"(?:thanks|thank you) for (?:subscribing|signing up|reading\b|your subscription)",
    r"already a (?:subscriber|member)|you(?:['’]ve| have) (?:reached|used) (?:your"
    r"|all)\b.{0,40}\b(?:articles?|limit)\b",
    r"the seed for this crawl|these crawls are part of|this is a collection of web page captures|if a page"
    r" .{0,60}internet archive",
    r"submit your (?:\w+ ){0,3}(?:tips?|photos|letters?|comments?)\b",
    r"(?:do you )?(?:have|got) a (?:news )?(?:tip|story)\b.{0,60}\?",
    r"(?:get in touch with|contact) (?:us|our (?:news )?(?:team|desk|reporters))\b.{0,40}(?:\bat\b|by e-?mail|@)",
    r"for more (?:stories|news) like this\b|get real-?time updates\b|our community members are treated to\b",
    r"(?:[\w’' ]{3,30}: )?follow (?:along with )?(?:our |the |all the )?(?:live|latest) (?:updates|coverage|blog)\b",
    r"to (?:read|see|view|watch|download|hear|learn|sign up|subscribe|donate)\b.{0,240}\bclick (?:here|on|the)\b",
    rf"stay (?:informed|connected|up to date) with (?:us|{_NAME})\b.{{0,80}}\b(?:journalism|newsletters?|subscri\w+)",
    r"we (?:independently|carefully) (?:select|review|evaluate|choose)\b.{0,200}\b(?:commission|recommend|links?)\b",
    r"(?:file|undated|handout)(?: photo| image| picture)?\s?[-–—:]\s",
    r"\(?in this (?:\w+\.? (?:\d+, )?(?:\d{4},? )?)?(?:file |handout |undated )*(?:photo|image|picture|frame grab)\b",
    r"(?:copyright|©|\(c\))[\s©]*(?:\(c\) )?(?:19|20)\d\d\b|all rights reserved",
    r"download (?:the|our) (?:\w+ ){0,3}app\b|(?:become|join as) a (?:member|subscriber|supporter) (?:today|now|to)\b",
    r"support (?:our|independent|local|quality) journalism\b|corresponding author\b",
)
#: Words -> a pattern that may match anywhere unless it says where; tried on lines that hold one of the words, since
#: a search at every place of every sentence would cost more than the rest of reading.
_ANYWHERE = {
    ("(",): rf"\((?:(?:ap|file|handout|undated) )?(?:{_PICTURE}|credit)\b\s?(?:[:/–-]|by\b|courtesy\b|via\b|credit\b"
    r"|\))[^)]{0,90}\)?\s*\Z|\((?:courtesy|handout)\b[^)]{0,90}\)?\s*\Z"
    rf"|\((?:[\w.’' -]{{3,60}}/ ?)+{_AGENCY}\)?\W*\Z|\({_NAME}, ?{_AGENCY}\)\s*\Z|^\W*—[^—]{{2,60}}\(@\w{{2,20}}\)",
    ("getty images", "ap photo", "shutterstock", "istock", "/afp", "/reuters", "/ap"): (
        r"(?:\bgetty images|\bap photo|\bshutterstock|\bistock(?:photo)?|/afp|/reuters|/ap)\b\W{0,3}\Z"
    ),
    ("may not be",): (r"\bmay not be (?:published|reproduced)\b.*\b(?:broadcast|redistributed|rewritten|permission)"),
    ("rights reserved", "pic.twitter.com"): r"\ball rights reserved\W*\Z|\bpic\.twitter\.com/",
    ("agree to", "accept"): (
        r"\b(?:agree to|accept) (?:our|the|these)\b.{0,40}\b(?:terms of (?:use|service)|privacy (?:policy|notice)"
        r"|user agreement)"
    ),
    ("sign up", "subscribe to", "to your inbox"): (
        r"\bsign up\b.{0,60}\b(?:newsletters?|inbox)\b|\b(?:straight|directly|delivered) to your inbox\b"
        r"|\bsubscribe to (?:our|the)\b.{0,60}\b(?:newsletters?|channel|podcast)\b"
    ),
    ("commission",): (
        r"\b(?:may|might|will) (?:earn|receive|get)(?: us)? an? (?:small )?(?:affiliate )?commission\b.*\b(?:links?"
        r"|purchases?|our work|through us|this (?:page|article))\b"
        r"|\baffiliate (?:commission|links?)\b.*\b(?:we|us|our)\b"
    ),
    ("privacy policy",): r"\b(?:read|see|view) our privacy policy\W*\Z",
    ("from left", "from top left"): r"\bfrom (?:top |bottom )?left(?: to right)?: (?-i:[A-Z])",
    ("learn more",): r"[.!?:]\s+learn more(?: here)?\W*\Z",
    ("get in touch", "email us"): r"\?\s(?:get in touch|e-?mail us)\b.{0,40}@",
    ("follow ",): (
        rf"^(?=.{{0,260}}\Z).*[.!]\s+(?:you can )?follow (?:him|her|them|me|us|{_NAME}) on "
        r"(?:twitter|x|facebook|instagram|bluesky|threads|linkedin)\b[^.]{0,60}\W*\Z"
    ),
    ("alexa internet", "wayback machine"): r"\balexa internet has been donating\b|\badded to the wayback machine\b",
    ("hear from you",): r"\b(?:we(?:['’]d| would) (?:like|love)|we want) to hear from you\b",
    (" here", " below"): r"\bcan be (?:read|seen|found|viewed|watched) (?:here|below)\b",
    ("with information", "with any information"): r"^anyone with (?:any )?information\b",
    ("contributed", "reported from"): (
        r"\bcontributed (?:reporting )?to this (?:report|story|article|post)\b"
        rf"|^{_NAME}(?:,? and {_NAME})? reported from {_NAME}[^.]{{0,60}}\.?\s*\Z"
    ),
}
_LINE = re.compile(
    rf"[^\w(©—]*(?:(?:{'|'.join(_WHOLE)})[\W_]*\Z|{'|'.join(_STARTS)})|[\W_]*\Z",
    re.IGNORECASE,
)
_INSIDE = tuple((words, re.compile(pattern, re.IGNORECASE)) for words, pattern in _ANYWHERE.items())
#: Longer than any line of furniture that was seen.
_LONGEST = 600


def is_furniture(text: str) -> bool:
    """Whether a line or sentence is page furniture and not reporting.

    >>> is_furniture("Minister Dien (R) and Mr Greer (Photo: Ministry of Industry and Trade)")
    True
    >>> is_furniture("By using drones, the army kept its soldiers out of reach.")
    False
    """
    line = text.strip()
    if len(line) > _LONGEST:
        return False
    if _LINE.match(line):
        return True
    lowered = line.lower()
    return any(any(word in lowered for word in words) and pattern.search(line) for words, pattern in _INSIDE)
