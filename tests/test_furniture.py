"""Page furniture goes, news stays. The second list matters more."""

import pytest

from summarizer.language import is_furniture

FURNITURE = """
Advertisement Continue reading the main story
ADVERTISEMENT
Story Highlights
Read More
Read more: What we know about the bridge
Related: Three more bridges to close
Top of Page
You can add location information to your Tweets, such as your city or precise location, from the web.
Minister Dien (R) and Mr Greer (Photo: Ministry of Industry and Trade)
A leopard sits in a tree. (Photo: ANA LIM, Getty Images)
(In this photo, the mayor is seen on the left.)
FILE - In this May 2, 2031, file photo, the mayor opens the bridge. (Ana Lim/Harbour Gazette via AP)
Image copyright Reuters Image caption Families waited at the port
Reporting by Ana Lim; Editing by Bo Berg
(Reporting by Ana Lim in Port Arden; editing by Bo Berg)
Ana Lim contributed to this report.
Lim reported from Port Arden.
Additional reporting by Ana Lim
Follow Ana Lim on Twitter: @analim
Follow us on Facebook and Instagram.
For the latest news and analysis, follow @harbourgazette.
Sign up for our daily newsletter
Sign up here to get the morning briefing in your inbox.
Subscribe to our channel for more
Get breaking news delivered right to your inbox.
By clicking "Subscribe," you agree to the Terms of Use and Privacy Policy
We use cookies to improve your experience.
Please enable JavaScript to view the comments.
© 2031 Harbour Gazette. All rights reserved.
Copyright 2031 The Harbour Gazette
Click here to watch video.
Share this: Twitter Facebook
Facebook Twitter WhatsApp Copy link
Published: 2 May 2031 10:15
Updated 10 May 2031, 6:00 pm GMT
5 min read
analim@gazette.example
https://gazette.example/story
___
* * *
Getty Images
(Image: Reuters)
Source: Port Arden Police Service
This article was originally published on The Conversation.
This material may not be published, broadcast, rewritten or redistributed.
Already a subscriber? Log in
View this email in your browser
You are receiving this email because you signed up at gazette.example.
Unsubscribe | Manage your preferences
-- By Ana Lim Follow @analim
Article content
Most read in Sport
Previous Page
With files from Northern Wire and Ana Lim
With reporting by Northern Wire correspondent Bo Berg
This is a breaking new story - more to follow
Mayor Lim (L) and Bo Berg (R)
The winners, from left: Ana Lim, Bo Berg and Cy Dahl
To view this video please enable JavaScript, and consider upgrading to a web
Get in touch with our news team by emailing us at desk@gazette.example.
Do you have a story to tell? Email: desk@gazette.example
Is the bridge near you shut too? Get in touch at desk@gazette.example
For more stories like this, check our news page.
Live: Follow live updates from the bridge.
Ana Lim covers bridges and harbours. Follow Ana on Twitter @analim.
Follow Harbour Gazette on Google News and add us as a preferred source.
To read the 70-page report, which explains how the pillars cracked, click here.
We independently select everything we recommend. Buying through us may earn us a commission, which supports our work.
Stay informed with Harbour Gazette – your source for credible journalism.
The Gazette has told the truth since 1848. Learn more.
You can opt out at any time. Read our Privacy Policy
""".strip().splitlines()

NEWS = """
By using drones, the army kept its soldiers out of reach.
By continuing to strike, the workers risk their jobs.
From using paper ballots the country moved to machines.
Photo finishes decided three of the five races.
Video of the crash, filmed by a passenger, shows smoke rising from the engine.
Images of the damage spread quickly on social media.
Follow the money, the prosecutor told the jury.
Join the army or leave the country, they were told.
Subscribers to the service lost access for six hours.
Subscribe to that view and you will lose, he said.
Related companies must file one report, the court said.
More than 300 people were injured.
More from the survey will be released on Friday, the office said.
Share prices fell 4% after the report was published.
Share this burden fairly, the minister urged the member states.
Watch out for floods, residents were told.
Advertisement spending rose to $3 billion last year.
Reuters reported that the talks had failed.
AP reported 12 deaths.
The Associated Press was first to report the strike.
He told Reuters the deal was dead.
The photo, taken by Getty Images photographer Ana Lim, won the prize.
Copyright law must change, the judges wrote.
Updated figures show 40 people died.
Published reports put the cost at $2 million.
Posted to the front in May, he died in June.
Sign language interpreters were missing from the briefing.
Log on to any of these sites and you will find the same claim.
Read the letter again, the judge told him.
The newspaper said it would not share its sources.
Cookies were sold at the fair to raise money.
Officials said cookies set by the site exposed users' data.
The company changed its privacy policy after the breach.
The firm's terms of use and its privacy policy are both under review, the commission said.
Skip Bayless said the team would win.
Home prices rose.
The report has been published in Nature.
The article was published in the journal Science on Thursday.
Editing of the genes cured two patients.
Written questions were sent to the ministry on Monday.
Contact tracing found 14 more cases.
Email accounts of three senators were hacked.
Emails show the mayor knew.
Find the boy, his mother begged the police.
“Says who?”
She was found dead at the port.
Police arrested five people in Port Arden, London and Paris.
Berg reported from the front for twelve years before he was killed in May.
The search for the missing crew went on.
File sharing is legal there.
The file - 300 pages long - was leaked on Monday.
Source code was stolen, the company said.
Graphic videos of the attack were removed.
Map errors led the convoy astray.
The site uses solar power only.
Get out now, the governor told residents of the coast.
Listen to the science, the students shouted.
Nguyễn Hồng Diên gặp bà Greer tại Washington.
With reporting of new cases down by half, the clinic closed its tent.
Agents may earn a commission of two per cent, the ministry said.
The port will earn a commission on every ship.
The popular mayor resigned.
Loading docks will open on Friday.
From left and right came protests.
He wanted to learn more.
Residents can get in touch with the city by telephone.
Follow the river to the north and you reach the mill.
The minister said he would follow the talks on X with interest.
To see the damage, engineers dived to the foot of the second pillar and took pictures of it.
The page before was missing, the court found, and the next page was blank.
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes(line: str) -> None:
    assert is_furniture(line)
    assert is_furniture(f"  {line} \n")


@pytest.mark.parametrize("line", NEWS)
def test_news_stays(line: str) -> None:
    assert not is_furniture(line)


def test_a_very_long_line_costs_nothing() -> None:
    assert not is_furniture("share " * 2_000_000)
