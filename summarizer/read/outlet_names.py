"""The names readers know agencies and outlets by: two tables, data only."""

from __future__ import annotations


def _table(lines: str) -> dict[str, str]:
    return dict(line.strip().split(": ", 1) for line in lines.strip().splitlines())


#: Folded sign-off -> name: the short forms that agencies and outlets sign their texts with.
AGENCIES = _table(
    """
    aa: Anadolu Agency
    aap: AAP
    afp: AFP
    agence france-presse: AFP
    anadolu: Anadolu Agency
    anadolu agency: Anadolu Agency
    ani: ANI
    ansa: ANSA
    ap: Associated Press
    associated press: Associated Press
    bbc: BBC News
    bbc news: BBC News
    bernama: Bernama
    bloomberg: Bloomberg
    canadian press: The Canadian Press
    cbs: CBS News
    cbs news: CBS News
    cna: CNA
    cnn: CNN
    dpa: dpa
    dw: DW
    efe: EFE
    fox news: Fox News
    france 24: France 24
    ians: IANS
    interfax: Interfax
    irna: IRNA
    jiji press: Jiji Press
    kyodo: Kyodo News
    kyodo news: Kyodo News
    lusa: Lusa
    nbc news: NBC News
    nhan dan: Nhan Dan
    npr: NPR
    pa media: PA Media
    press association: PA Media
    pti: Press Trust of India
    reuters: Reuters
    rfe/rl: RFE/RL
    ria novosti: RIA Novosti
    saba: Saba
    sana: SANA
    sggp: Sai Gon Giai Phong
    tass: TASS
    the associated press: Associated Press
    the canadian press: The Canadian Press
    the straits times: The Straits Times
    thomson reuters foundation: Thomson Reuters Foundation
    tuoi tre news: Tuoi Tre News
    ukrinform: Ukrinform
    upi: UPI
    viet nam news: Viet Nam News (VNS)
    vietnam news agency: Vietnam News Agency (VNA)
    vietnamnet: VietNamNet
    vietnamplus: VietnamPlus
    vir: Vietnam Investment Review
    vna: Vietnam News Agency (VNA)
    vnexpress: VnExpress
    vnexpress international: VnExpress International
    vns: Viet Nam News (VNS)
    voa: Voice of America (VOA)
    vov: VOV
    wam: WAM
    xinhua: Xinhua
    yonhap: Yonhap
    """
)
#: Registered domain (or a longer one) -> name, where the domain does not show the name.
DOMAINS = _table(
    """
    abc.net.au: ABC News (Australia)
    abcnews.com: ABC News
    abcnews.go.com: ABC News
    aljazeera.com: Al Jazeera
    apnews.com: Associated Press
    axios.com: Axios
    bangkokpost.com: Bangkok Post
    bbc.co.uk: BBC News
    bbc.com: BBC News
    bloomberg.com: Bloomberg
    businessinsider.com: Business Insider
    cbc.ca: CBC News
    cbsnews.com: CBS News
    channelnewsasia.com: CNA
    chicagotribune.com: Chicago Tribune
    cnbc.com: CNBC
    cnn.com: CNN
    csmonitor.com: The Christian Science Monitor
    dailymail.co.uk: Daily Mail
    dw.com: DW
    economictimes.com: The Economic Times
    economictimes.indiatimes.com: The Economic Times
    economist.com: The Economist
    euronews.com: Euronews
    express.co.uk: Daily Express
    forbes.com: Forbes
    foxnews.com: Fox News
    france24.com: France 24
    ft.com: Financial Times
    haaretz.com: Haaretz
    hindustantimes.com: Hindustan Times
    huffpost.com: HuffPost
    independent.co.uk: The Independent
    irishtimes.com: The Irish Times
    japantimes.co.jp: The Japan Times
    latimes.com: Los Angeles Times
    lemonde.fr: Le Monde
    metro.co.uk: Metro
    mirror.co.uk: Daily Mirror
    msnbc.com: MSNBC
    nationalgeographic.co.uk: National Geographic
    nationalgeographic.com: National Geographic
    nationalreview.com: National Review
    nature.com: Nature
    nbcnews.com: NBC News
    news.cn: Xinhua
    news.com.au: news.com.au
    newsweek.com: Newsweek
    newyorker.com: The New Yorker
    npr.org: NPR
    nypost.com: New York Post
    nytimes.com: The New York Times
    nzherald.co.nz: The New Zealand Herald
    politico.com: Politico
    politico.eu: Politico Europe
    reuters.com: Reuters
    rte.ie: RTÉ
    scmp.com: South China Morning Post
    seattletimes.com: The Seattle Times
    sky.com: Sky News
    smh.com.au: The Sydney Morning Herald
    spiegel.de: Der Spiegel
    straitstimes.com: The Straits Times
    telegraph.co.uk: The Telegraph
    theatlantic.com: The Atlantic
    theepochtimes.com: The Epoch Times
    theglobeandmail.com: The Globe and Mail
    theguardian.com: The Guardian
    thehill.com: The Hill
    thehindu.com: The Hindu
    thesun.co.uk: The Sun
    thetimes.co.uk: The Times
    theverge.com: The Verge
    time.com: Time
    timesofindia.com: The Times of India
    timesofindia.indiatimes.com: The Times of India
    usatoday.com: USA Today
    vice.com: Vice
    vietnamnews.vn: Viet Nam News (VNS)
    vietnamplus.vn: VietnamPlus
    vnexpress.net: VnExpress
    voanews.com: Voice of America (VOA)
    vox.com: Vox
    washingtonpost.com: The Washington Post
    washingtontimes.com: The Washington Times
    wsj.com: The Wall Street Journal
    xinhuanet.com: Xinhua
    yahoo.com: Yahoo News
    """
)
