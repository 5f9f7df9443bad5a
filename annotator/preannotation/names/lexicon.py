"""The words that tell what a capitalised word beside them is: roles, heads, verbs, places."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


# Small words that may stand inside a name.
PARTICLES = words(
    "bin ibn bint al el ul ur us ud as ash an e i de del della der den di da do dos das du van von "
    "la le ter ten zu af y abu"
)
ARABIC_ARTICLES = words("al el an ar as ash at ad az ul")

# What people are called; a name after one of these is a person's.
ROLES = words(
    """barrister dg igp dig executive minister premier president chancellor secretary ambassador
    envoy representative spokesperson spokesman spokeswoman spokespersons chief chairman
    chairwoman chairperson chair head leader director commissioner commander general lieutenant
    colonel major captain sergeant admiral marshal brigadier corporal inspector superintendent
    officer governor mayor senator congressman congresswoman lawmaker parliamentarian deputy
    delegate judge justice prosecutor attorney lawyer advocate king queen prince princess emir
    sultan emperor pope cardinal archbishop bishop patriarch rabbi ayatollah imam sheikh shaikh
    mullah maulana mawlawi maulvi mufti haji qari sayyid professor prof doctor dr mr mrs ms miss
    sir lord lady dame baroness baron gen lt col maj capt sgt adm brig cmdr sen rep gov pres hon
    rev reverend father sister brother coach manager trainer striker midfielder defender
    goalkeeper captain player batsman bowler pitcher quarterback driver champion actor actress
    singer musician writer author novelist poet journalist reporter correspondent editor
    columnist analyst expert economist historian scientist researcher academic activist
    campaigner politician diplomat diplomats official adviser advisor aide negotiator mediator
    founder co- founder ceo cfo owner investor billionaire businessman businesswoman
    entrepreneur banker candidate nominee opponent rival dictator warlord militant guerrilla
    fugitive suspect gunman victim survivor resident farmer teacher student nurse photographer
    filmmaker designer artist architect chef widow wife husband son daughter mother uncle cousin
    nephew grandson speaker whip counterpart counselor counsellor consul attache undersecretary
    commodore alhaji alhaja hajia hajiya comrade constable subedar naib havildar jemadar monsignor
    excellency majesty highness honourable honorable vice-marshal mallam malam ustaz datuk dato shri
    smt pastor evangelist deacon chaplain vicar rector provost dean mister madam madame monsieur
    sheriff warden magistrate solicitor detective comptroller ombudsman registrar taoiseach engr
    cornet ensign airman serviceman sepoy naik rais sultana maharaja otunba archdeacon superior
    seaman petty boatswain helmsman skipper commandant marshal-general field-marshal
    treasurer presenter host anchor comedian producer engineer astronaut cosmonaut colleague
    teammate late veteran former nominee president-elect vice-president fm pm cm"""
)
# Capitalised words that belong to a role, as in "Deputy Prime Minister", "Special Envoy".
ROLE_MODIFIERS = words(
    """district appeals circuit magistrate prime foreign deputy vice first second acting interim
    former special defense defence interior finance information home external internal federal
    permanent senior chief supreme state crown presidential assistant associate executive
    general national opposition majority minority house senate lieutenant major brigadier field
    grand attorney army naval air police military security health education energy trade
    commerce culture justice economy planning railways law climate political press party ruling
    right most her his cabinet lead chargé excellent
    co ex high joint human intelligence border water power refugees repatriation affairs
    broadcasting religious rear wing group squadron guest religious lt. maj. brig. pro-vice
    under provincial caretaker"""
)
NAME_SUFFIXES = words("Jr. Jr Sr. Sr II III IV VI VII VIII XI XII XIII XIV XV XVI XXIII")

# The last word of a name, and what it makes of the whole name.
_HEADS = {
    "ORG": """ministry army council committee commission force forces party bank university college
        institute academy school agency association authority organization organisation
        union league federation front movement group company corporation corp corp. inc
        inc. ltd ltd. llc plc gmbh co. limited holdings court tribunal parliament senate
        assembly congress bureau office department directorate directorate-general
        police brigade brigades battalion regiment division command corps guard guards
        navy fleet mission foundation trust center centre club times post news tv
        television radio tribune journal gazette herald chronicle observer service
        services board alliance coalition network society fund chamber secretariat
        administration embassy consulate consortium initiative partnership industries
        systems technologies airlines airways motors electronics pharmaceuticals
        partners ventures studios records pictures entertainment media press magazine
        weekly daily newspaper monitor exchange observatory jirga shura legislature
        cabinet fc united rovers wanderers athletic air survey orchestra choir
        philharmonic opera theatre theater militia cartel gang mafia battalion squad
        team institution program programme project registry watch laboratory
        laboratories lab clinic seminary madrasa diocese church synod caucus faction
        bloc bundesliga confederation syndicate cooperative enterprises insurance
        capital securities petroleum oil gas energy steel railways telecom
        communications software headquarters maritime shipping logistics aviation aerospace
        outlets delegation""",
    "FAC": """hospital airport airbase airfield bridge road highway street avenue boulevard lane
        square stadium arena palace castle fort fortress mosque cathedral temple
        synagogue shrine monastery tower towers prison jail penitentiary port harbor
        harbour base dam tunnel station plant refinery reactor camp crossing gate
        building hall hotel museum library park cemetery garden gardens pipeline
        motorway expressway terminal barracks checkpoint bazaar market mall plaza house
        villa skyscraper observatory memorial monument mausoleum""",
    "LOC": """river sea ocean gulf strait straits valley lake desert peninsula island islands isles
        bay mountains mountain hills range basin corridor cape coast glacier volcano
        plateau delta canyon forest reef archipelago falls pass crater""",
    "GPE": """city state province district county republic kingdom emirate sultanate oblast
        governorate prefecture township municipality borough village town canton krai
        tehsil""",
    "EVENT": """summit forum games olympics cup championship championships war revolution festival
        marathon expo biennale uprising massacre earthquake hurricane cyclone typhoon
        conference tournament open derby prix""",
    "LAW": """agreement accord accords treaty convention pact protocol constitution act charter
        declaration""",
}
HEADS: dict[str, str] = {word: kind for kind, listed in _HEADS.items() for word in listed.split()}
# Heads so common that they need a modifier that is no ordinary word.
WEAK_HEADS = words(
    """air state gang bank church house city united open daily weekly times post news press watch
    market park gate hall road team project program programme service services base plant port
    station gas oil energy capital school company group office court club center centre board
    front forum war act media team squad village town games cup conference base pass falls range
    coast street square building lab partners pictures records systems force division"""
)
# Heads that may stand first: "Lake Baikal", "Camp Bastion".
FIRST_HEADS = {
    "lake": "LOC",
    "mount": "LOC",
    "mt.": "LOC",
    "cape": "LOC",
    "camp": "FAC",
    "fort": "GPE",
    "port": "GPE",
    "hotel": "FAC",
    "hurricane": "EVENT",
    "typhoon": "EVENT",
    "cyclone": "EVENT",
    "operation": "EVENT",
    "radio": "ORG",
    "bank": "ORG",
}
OF_HEADS = words(
    """ministry university bank college institute academy organization organisation office
    department council court board chamber bureau embassy union association federation society
    league party movement front church army school committee commission directorate association
    house assembly museum kingdom republic emirate sultanate state states province commonwealth
    city district gulf strait bay sea cape isle center centre academy union battle treaty
    declaration convention war congress agency fund group journal secretariat ministry"""
)
TO_HEADS = words("mission delegation embassy representation office")
FOR_HEADS = words(
    """service fund
    council office center centre agency committee ministry department institute foundation
    commission organization organisation movement fund bureau authority association program
    programme directorate campaign society mission court initiative school union"""
)
ON_HEADS = words("committee commission council conference forum panel")
IN_HEADS = words("mission delegation office")
# Capitalised ordinary words that may begin an organisation's name also at the start of a sentence.
ORG_MODIFIERS = words(
    """foreign defense defence interior finance justice state federal national international
    central security supreme high european human civil public general joint constitutional
    democratic social liberal conservative labour labor communist socialist republican islamic
    world united royal imperial free red white green black south north east west southern
    northern eastern western upper lower new old great greater air special criminal economic
    trade health education energy transport agriculture information home election electoral
    revolutionary people peoples workers muslim christian catholic orthodox jewish army
    intelligence border coast counter anti statistics refugee disaster prime presidential
    parliamentary regional provincial district municipal metropolitan atomic nuclear space oil
    gas water power railway cricket football olympic anti-corruption"""
)
DIRECTIONS = words(
    """north south east west northern southern eastern western central upper lower greater inner
    outer old new northeast northwest southeast southwest north-east north-west south-east
    south-west northeastern northwestern southeastern southwestern mainland rural metropolitan"""
)
# Heads after which a place may follow: "Imperial College London".
PLACED_HEADS = words("college school institute hospital university club museum academy")
RULERS = words(
    "mayor governor king queen president premier prince emir sultan republic resident residents"
)
OWNERS = words("people peoples workers women children men lawyers teachers farmers king queen")

SPEECH = words(
    """said says say saying told tells tell added adds adding stated states stating noted notes
    noting stressed stresses warned warns warning urged urges claimed claims denied denies
    announced announces explained explains argued argues insisted insists confirmed confirms
    reported reports called calls replied answered asked asks tweeted wrote writes posted
    remarked observed commented declared declares emphasized emphasised reiterated underlined
    underscored affirmed reaffirmed accused accuses accusing blamed blames condemned condemns
    criticized criticised rejected rejects welcomed welcomes vowed vows pledged pledges promised
    demanded demands suggested suggests recalled expressed expresses hailed praised thanked
    admitted acknowledged alleged believes believed thinks hopes hoped met meets visited arrived
    spoke speaks held holds testified joked quipped predicted lamented complained concluded
    cautioned has had was is will would won scored led leads who whose resigned died lives lived
    played plays joined became"""
)
REPORTING = SPEECH - words(
    """has had was is will would won scored led leads who whose lives lived played plays calls
    notes states reports claims demands hopes joined became held holds"""
)
# "the daily Izvestia", "news agency TASS": what stands after these is an organisation.
ORG_NOUNS = words(
    """agency daily newspaper network channel broadcaster magazine company firm bank party outlet
    website militia club airline charity ngo watchdog manufacturer maker retailer giant startup
    automaker publisher label nonprofit conglomerate subsidiary group organization organisation
    weekly tabloid portal"""
)
# "the Zarya party", "Zarya newspaper".
ORG_NOUNS_AFTER = words(
    """party newspaper group militia magazine airline company network faction broadcaster tabloid
    website bank charity"""
)
PLACE_NOUNS_BEFORE = words(
    "city town village province district region suburb port capital hamlet municipality commune"
)
PLACE_NOUNS_AFTER = words(
    """province provinces district districts city region regions county governorate village
    villages town oblast prefecture municipality suburb neighborhood neighbourhood canton"""
)
LOC_NOUNS_AFTER = words("valley river mountains mountain peninsula desert island islands strait")
FAC_NOUNS_AFTER = words("airport prison airbase bridge stadium dam")
PLACE_PREPOSITIONS = words("in near outside around throughout across inside")
MOTION_PREPOSITIONS = words("from to toward towards via through at")
IN_BUILDING = words("in inside outside at near")
SEATS = frozenset({"Kremlin", "Capitol"})

# Short capitals that name no organisation.
NO_ORGANISATION = words(
    """FM PM CM CEO CFO COO TV AI IT GDP GNP IED IEDS MP MPS MNA MPA UAV UAVS HIV AIDS DNA CCTV GMT
    UTC EST EDT PST BST CET AM ID VPN LNG LPG FIR VIP UFO DVD CD GPS SMS PDF URL FAQ USD EUR GBP
    PKR INR OK NO YES AND THE FOR BREAKING LIVE UPDATE UPDATED WATCH READ COVID SARS PTSD ADHD
    PHD BA MA MBA BSC MSC RPG SUV SUVS ATM PIN WMD ICBM MIG HIMARS ATACMS NGO NGOS II III IV VI
    VII VIII IX XI XII JR SR DR MR MRS MS PR HR VAT CV QR RSVP SOS OP ED PS NB RIP EV EVS LGBT
    LGBTQ IQ BC AD CE BCE ICU PCR STEM KPH MPH KM KG SQ IPO ETF ESG VAR X IDP IDPS A I"""
)
# A single capitalised one of these is nobody's name, whatever stands beside it.
NO_PERSON = words(
    """it he she they we you i this that these those there here who what government governments
    opposition members member ministers presidents heads states powers parties allies partners
    chamber side sides authority authorities officials people sources residents witnesses
    experts analysts critics villagers survivors rebels troops soldiers lawmakers leaders kingdom
    nation union state cabinet council house senate parliament court police army navy media press
    article section annex note chairman speaker secretariat capital board staff presidency bank
    south north east west church crown regime republic"""
)
# Capitalised words of headings, forms and calendars that are no name.
NO_NAMES = words(
    """read photo photos video image file source sources credit getty advertisement subscribe
    newsletter menu home login copyright reserved rights terms privacy policy cookies updated
    published editor note live breaking exclusive analysis opinion explainer watch listen share
    comment comments tags related more monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december mon tue
    wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec trans pro anti non pan
    post ex mid inter intra cross i i'm i've i'll i'd ok god meanwhile however moreover
    furthermore nevertheless nonetheless additionally conversely similarly covid covid-19
    internet"""
)
STOP_WORDS = words(
    """the of and to in a that is was for on with as by at from it its this which he she they his
    her their were be been has have had are not but who after will would said an or if you your
    we our us all more than about into over no can could should may also amid against between
    during"""
)
