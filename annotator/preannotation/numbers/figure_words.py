"""The words by which casualty figures are told: cues, people, and what is counted but no person."""

from __future__ import annotations

from annotator.preannotation.names.lexicon import words

# After the people: "12 were killed", "three are missing".
PARTICIPLES = {
    **dict.fromkeys(
        words(
            """killed dead slain martyred died die dies perished perish drowned drown neutralised
            neutralized eliminated liquidated executed beheaded lynched electrocuted suffocated
            succumbed"""
        ),
        "killed",
    ),
    **dict.fromkeys(
        words("wounded injured hurt maimed hospitalised hospitalized concussed"), "injured"
    ),
    **dict.fromkeys(words("missing unaccounted untraced trapped buried"), "missing"),
    **dict.fromkeys(words("displaced uprooted"), "displaced"),
    **dict.fromkeys(words("detained arrested"), "detained"),
}
# These may also take an object: "four gunmen killed two people".
TRANSITIVE = words(
    """killed slain martyred wounded injured hurt maimed displaced detained arrested neutralised
    neutralized eliminated liquidated executed beheaded lynched trapped buried"""
)
# Before the people: "killing 12".
ACTIVE = {
    **dict.fromkeys(
        words(
            """kill kills killing killed slaying neutralising neutralised eliminating eliminated
            eliminate claimed claims claiming"""
        ),
        "killed",
    ),
    **dict.fromkeys(words("wound wounding wounded injure injures injuring injured"), "injured"),
    **dict.fromkeys(words("displace displacing displaced uprooting uprooted"), "displaced"),
    **dict.fromkeys(words("detain detaining detained arrest arresting arrested"), "detained"),
}
# "taken to hospital"
CARRIED = words("taken rushed admitted brought airlifted transferred sent")
CONDITIONS = words("critical serious stable")
# "the dead included nine children"
COUNTING = words("included include includes were are was number numbered")
# "shot dead", "gunned down", "beaten to death"
VIOLENT = words(
    """shot shooting gunned gunning mowed beaten stabbed hacked crushed trampled burned burnt
    bludgeoned frozen froze starved bled tortured strangled stoned beat burning shoots guns"""
)
DEADLY = (["dead"], ["down"], ["alive"], ["to", "death"])
# What is said of the dead without a word for it.
ENDED = tuple(
    each.split()
    for each in (
        "embraced martyrdom",
        "attained martyrdom",
        "paid the supreme price",
        "paid the ultimate price",
        "made the supreme sacrifice",
        "made the ultimate sacrifice",
        "laid down their lives",
        "lost their lives",
        "lost his life",
        "lost her life",
        "breathed their last",
        "breathed his last",
        "did not survive",
        "did not make it",
        "failed to survive",
        "fell in the fighting",
        "fell in combat",
        "fell in battle",
        "fell in action",
        "came back in coffins",
    )
)
# "the bodies of 12", "took the lives of 12"
TAKEN = words("take takes took taken taking cost costs costing claim claims claimed claiming")
DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
DAYTIMES = words("night morning evening afternoon")
# "We buried nine men": who does it is no landslide.
MOURNERS = words(
    """we they i he she villagers residents relatives families locals people neighbours neighbors
    mourners volunteers survivors"""
)
# What soldiers alone do: prices and walls fall too.
FALLEN = words("fell fallen")
BODIES = words("bodies corpses remains")
HARMS = words("wound wounds injury injuries burn burns trauma fractures")
NOUNS = {
    **dict.fromkeys(words("death deaths fatality fatalities killings martyrs"), "killed"),
    **dict.fromkeys(words("injury injuries"), "injured"),
    **dict.fromkeys(words("casualty casualties"), "casualties"),
    **dict.fromkeys(words("disappearances"), "missing"),
    **dict.fromkeys(words("arrests detentions detainees"), "detained"),
}
# "the number of dead rose to 12"
TOLLS = {**NOUNS, "dead": "killed", "killed": "killed", "wounded": "injured", "injured": "injured"}
COUNTERS = words("toll number count tally")
TOLL_LINKS = words("to at is was reached reaches exceeded passed hit hits tops topped passes")

GROUPS = {
    "children": words("child children boy boys girl girls minor minors infant infants babies"),
    "women": words("woman women"),
    "civilians": words(
        """civilian civilians villager villagers resident residents worker workers labourer
        labourers laborer laborers passenger passengers pilgrim pilgrims worshipper worshippers
        worshipers student students teacher teachers doctor doctors nurse nurses journalist
        journalists tourist tourists shopper shoppers farmer farmers fisherman fishermen miner
        miners protester protesters demonstrator demonstrators bystander bystanders patient
        patients refugee refugees migrant migrants volunteers shepherds paramedics medics"""
    ),
    "police": words("police policeman policemen policewomen constable constables"),
    "soldiers": words(
        """soldier soldiers troop troops serviceman servicemen servicemember servicemembers
        serviceperson marines paratroopers sailors airmen pilots guard guards officer officers
        personnel recruits conscripts commandos reservists peacekeeper peacekeepers"""
    ),
    "militants": words(
        """militant militants fighter fighters insurgent insurgents terrorist terrorists gunman
        gunmen rebel rebels attacker attackers assailant assailants bomber bombers extremist
        extremists jihadist jihadists militiaman militiamen khwarij khawarij guerrillas
        separatists mercenaries infiltrators"""
    ),
}
GROUP_OF = {word: group for group, many in GROUPS.items() for word in many}
PEOPLE = frozenset(GROUP_OF) | words(
    """people person persons others more colleagues comrades bodyguards neighbours
    neighbors siblings
    crewmen sons daughters teenagers youths corpses man men individual individuals member members
    victim victims relatives brothers sisters family families commander commanders leader leaders
    official officials employee employees staff clerics lawyers citizens nationals compatriots
    locals suspects prisoners hostages crew humans souls bodies forces operatives
    engineers drivers elders
    """
)
# Counted, but nobody who could be hurt; their plural looks like one of people.
THINGS = words(
    """second seconds minute minutes hour hours day days night nights week weeks month months year
    years decade decades times miles kilometers kilometres meters metres feet yards inches tons
    tonnes percent points dollars euros rupees houses homes buildings vehicles cars trucks tanks
    posts checkpoints drones rockets missiles shells bombs strikes airstrikes attacks raids
    blasts explosions incidents cases districts provinces villages towns cities countries nations
    sides places areas sites animals cows sheep goats dogs horses camels birds plans hopes
    talks chances ships boats planes jets helicopters operations clashes goals jobs stages rounds
    o'clock weapons camps hideouts schools hospitals mosques bases years-old states regions acres
    """
)
# Where a phrase about people ends.
STOPS = words(
    """in on at by from to for with without near during after before since until amid across inside
    along over under between against into through around outside toward towards while when where
    as and or but nor that which who whom whose is are was were be been being has have had will
    would could can may might must said says say told tells according because if than then there
    including among killing wounding injuring leaving so not"""
)
# Between the people and what happened to them: "had reportedly been", "who were".
LINKS = words(
    """is are was were be been being has have had also still reported reportedly confirmed feared
    believed presumed said allegedly now who that left remain remained remains remaining listed
    either officially later already both to all thought known found may might then shot stabbed"""
)
BEING = words(
    """is are was were be been being feared confirmed reported believed presumed left found remain
    remained remains listed declared pronounced"""
)
FINITE = words("is are was were has have had died perished remain remains")
PREPOSITIONS = words(
    "in on at from of near along across inside around outside during after amid throughout"
)
# Between a verb and those it befell: "killing as many as another 12".
BEFORE = words("another some a an the total of lives up further additional also all other")
DETERMINERS = words("the their its his her our those these them whom which this that my your")
JOINS = words("and or plus both also with well as")
INCLUDING = words("including among namely comprising")
# What may follow where a list of people goes on or ends.
AFTER_LIST = words(
    "in on from at near inside across and or with during when as who after of by more"
)
BEFORE_OBJECT = words(
    "the a an his her their its another some several many dozens people civilians soldiers"
)
OWNED = words("its their his her our")
MONTHS = words(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec"""
)
YEAR_WORDS = words("in since of until by before after from during early late")
