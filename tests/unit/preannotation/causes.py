"""Invented sentences by the cause for which rules once went wrong, with what is right in them.

Of each cause the rules were mended on the first half; the second half was run when they were done.
All of this is data, in one piece however long it is: read it by the causes.
"""

from __future__ import annotations

Act = tuple[str, str, str, str]  # source, cue, content (a bar parts fragments), claim type

# Names, dates and numbers marked [[so|KIND]]; X leaves them open.
ENTITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ranks and courtesy titles stay outside a person",
        (
            "The fleet's spokesman, Commodore [[Jaime Ortuno|PERSON]], gave no reason.",
            "Village chief Alhaji [[Musa Danbaba|PERSON]] lost his house.",
            "The prize went to the Right Honourable [[Ann Tibbet|PERSON]].",
            "We met Air Vice-Marshal [[Robin Cale|PERSON]] at the gate.",
            "Later Comrade [[Dube Ncala|PERSON]] took the floor.",
            "The tug's owner, Barrister [[Emeka Ordu|PERSON]], came too.",
            "His host was Chief [[Bola Adesanya|PERSON]], a trader.",
            "Subedar [[Harnam Singh|PERSON]] led the patrol.",
            "It was signed by Vice Adm. [[Kari Holt|PERSON]].",
            "They buried Constable [[Peter Muriuki|PERSON]] at home.",
            "Monsignor [[Luca Ferri|PERSON]] blessed the boats.",
            "Her Excellency [[Nomsa Dlodlo|PERSON]] opened the hall.",
        ),
    ),
    (
        "an office with what it is for stays outside a person",
        (
            "Minister for Rural Roads [[Otieno Wafula|PERSON]] cut the tape.",
            "She met Deputy Prime Minister for Reintegration [[Oleg Stoian|PERSON]].",
            "Secretary for Home Affairs [[Chris Leung|PERSON]] flew in.",
            "Minister of Water and Sanitation [[Thabo Mokone|PERSON]] paid.",
            "Cabinet Secretary for Lands [[Alice Njeri|PERSON]] signed it.",
            "State Secretary for Asylum [[Nina Vrolijk|PERSON]] resigned.",
        ),
    ),
    (
        "an ordinary capitalised word is nobody",
        (
            "Heads of Government sent their regards.",
            "The Government wants a levy, the Opposition does not.",
            "What the Police wrote was short.",
            "It was cold. It snowed. It is over.",
            "The Chairman thanked the Members for their patience.",
            "The Union and the Council agree on little.",
            "The Cabinet met twice; the House did not.",
            "Neither the State nor the Church paid.",
        ),
    ),
    (
        "numerals of a list are no numbers of the text",
        (
            "1. Members took note of the report.\n\n2. They thanked the chair.",
            "(1) The fee is raised.\n\n(2) The fee is payable at once.",
            "3) The hall will stay shut.",
        ),
    ),
    (
        "bodies with a preposition in their names",
        (
            "The [[OSCE Mission to Moldova|ORG]] had no view.",
            "The [[European Union Delegation to Armenia|ORG]] sent a car.",
            "The [[State Agency for Grain Reserves|ORG]] bought barley.",
            "The [[Ministry of Health of Tajikistan|ORG]] opened a line.",
            "The [[United Nations Mission in Liberia|ORG]] left in March.",
            "The [[State Service for Markets of Kyrgyzstan|ORG]] fined two firms.",
        ),
    ),
    (
        "places joined by and in one name",
        (
            "Rain fell on [[Trinidad and Tobago|GPE]] all week.",
            "The envoy of [[Saint Vincent and the Grenadines|GPE]] left early.",
            "Voters in [[Antigua and Barbuda|GPE]] stayed home.",
            "[[Bosnia and Herzegovina|GPE]] sent a team.",
        ),
    ),
    (
        "what is named after a place is more than the place",
        (
            "Voters of [[Kano Central|GPE]] chose a farmer.",
            "He fell ill in [[Bakura Local Government Area|GPE]].",
            "The [[Pacific Islands Forum|ORG]] met.",
            "She grew up in [[Benue South|GPE]].",
            "The chairman of [[Gwer Local Government Area|GPE]] was absent.",
        ),
    ),
    (
        "ships are nobody and no organisation",
        (
            "The tug towed MV Silver Heron to port.",
            "BRP Sierra Vista waited off the reef.",
            "The tanker Amber Crest lost power.",
            "Crew of the trawler Ilse Marie were saved.",
        ),
    ),
    (
        "Chinese names whose surname is an English word",
        (
            "[[He Lifang|PERSON]] took the question.",
            "“No,” [[You Jianhua|PERSON]] said.",
            "[[So Yuting|PERSON]] declined to comment.",
            "The spokesman, [[He Zhiguo|PERSON]], smiled.",
            "[[An Shiwei|PERSON]] chaired the talks.",
        ),
    ),
    (
        "an abbreviation before what the body does",
        (
            "The [[UN|ORG]] refugee agency ran short of tents.",
            "A [[UN|ORG]] human rights expert wrote to the court.",
            "The [[EU|ORG]] border agency sent planes.",
            "The [[UN|ORG]] food agency halved rations.",
        ),
    ),
    (
        "foreign names with of the world's grammar",
        (
            "[[Médecins du Monde|ORG]] ran the tent.",
            "[[Action contre la Faim|ORG]] left the camp.",
            "Staff of [[Terre des Hommes|ORG]] were freed.",
            "[[Avocats sans Frontières|ORG]] filed the case.",
        ),
    ),
    (
        "sums with a sign of the country",
        (
            "The widow got [[N5m|MONEY]] and a sewing machine.",
            "They fined him [[Rs 5 lakh|MONEY]].",
            "It cost [[₦20 million|MONEY]].",
            "The bridge cost [[N12.5bn|MONEY]].",
            "He owed [[Sh300,000|MONEY]].",
        ),
    ),
)

SAID: tuple[tuple[str, tuple[tuple[str, tuple[Act, ...]], ...]], ...] = (
    (
        "a verb with an own insert: she said, he hoped",
        (
            (
                "Prices, she said, had “passed the worst”.",
                (("she", "said", "Prices | had “passed the worst”", "evaluation"),),
            ),
            (
                "The well, he told me, had been dug by his father.",
                (("he", "told", "The well | had been dug by his father", "fact"),),
            ),
            (
                "The pact, the union argued on Friday, “was written for the owners.”",
                (("the union", "argued", "The pact | “was written for the owners.”", "position"),),
            ),
            (
                "A panel, its chair Judge Nils Aabel promised in May, will publish every page.",
                (("Nils Aabel", "promised", "A panel | will publish every page", "commitment"),),
            ),
            (
                "The boats, officials believe, came from the south.",
                (("officials", "believe", "The boats | came from the south", "fact"),),
            ),
            (
                "The orchards, the mayor promised in June, would be replanted.",
                (("the mayor", "promised", "The orchards | would be replanted", "commitment"),),
            ),
            (
                "The levy, it argued in a report, “hits those who have least.”",
                (("it", "argued", "The levy | “hits those who have least.”", "position"),),
            ),
            (
                "The harvest, farmers hoped, would last until May.",
                (("farmers", "hoped", "The harvest | would last until May", "expressive"),),
            ),
        ),
    ),
    (
        "in somebody's opinion",
        (
            (
                "In his opinion, the aim of the raid was to scare voters.",
                (("his", "In his opinion", "the aim of the raid was to scare voters", "fact"),),
            ),
            (
                "In the minister's view, the dam is safe.",
                (("the minister", "view", "the dam is safe", "evaluation"),),
            ),
            (
                "In the opinion of the auditors, the fund is empty.",
                (("the auditors", "opinion", "the fund is empty", "fact"),),
            ),
            (
                "In her view, the sanctions have failed.",
                (("her", "view", "the sanctions have failed", "evaluation"),),
            ),
            (
                "In Kabul's view, the border was never drawn.",
                (("Kabul", "view", "the border was never drawn", "fact"),),
            ),
        ),
    ),
    (
        "verbs that go on with the same subject",
        (
            (
                "Norland “is bound by the pact of 1971”, she said, and will not close its base.",
                (
                    ("she", "said", "“is bound by the pact of 1971”", "position"),
                    ("she", "said", "will not close its base", "commitment"),
                ),
            ),
            (
                "The lake, she said, was dying, and urged both banks to stop the pumps.",
                (
                    ("she", "said", "was dying", "fact"),
                    ("she", "urged", "to stop the pumps", "call"),
                ),
            ),
            (
                "The council deplored the raid, and called on the army to leave the town.",
                (
                    ("The council", "deplored", "the raid", "evaluation"),
                    ("The council", "called on", "to leave the town", "call"),
                ),
            ),
            (
                "The envoy stressed that ships are safe, and has repeatedly offered Oslo escorts.",
                (
                    ("The envoy", "stressed", "that ships are safe", "position"),
                    ("The envoy", "offered", "Oslo escorts", "offer"),
                ),
            ),
            (
                "Army sources insisted that the bridge had held and would reopen “within days”.",
                (
                    (
                        "Army sources",
                        "insisted",
                        "that the bridge had held and would reopen “within days”",
                        "position",
                    ),
                ),
            ),
            (
                "Farmers say that wells are dry, and have often asked the state to drill.",
                (
                    ("Farmers", "say", "that wells are dry", "fact"),
                    ("Farmers", "asked", "to drill", "call"),
                ),
            ),
            (
                "Tolls were a burden, he said, and begged the council to lift them.",
                (
                    ("he", "said", "Tolls were a burden", "evaluation"),
                    ("he", "begged", "to lift them", "call"),
                ),
            ),
        ),
    ),
    (
        "who blames, protests, takes to the net",
        (
            (
                "Merania, Norland trade blame over the sunken ferry",
                (("Merania, Norland", "trade blame", "over the sunken ferry", "accusation"),),
            ),
            (
                "The two neighbours traded accusations of shelling villages.",
                (("The two neighbours", "traded", "shelling villages", "accusation"),),
            ),
            (
                "Ambassador Carla Wood took to X to denounce the “brutal” raid.",
                (("Ambassador Carla Wood", "denounce", "the “brutal” raid", "evaluation"),),
            ),
            (
                "Norway lodged a protest against the new toll.",
                (("Norway", "lodged a protest", "the new toll", "rejection"),),
            ),
            (
                "The minister slammed Oslo for what he called “plain theft.”",
                (
                    (
                        "The minister",
                        "slammed",
                        "Oslo for what he called “plain theft.”",
                        "evaluation",
                    ),
                ),
            ),
            (
                "Mali lodged a formal protest with France over the flight.",
                (("Mali", "lodged a formal protest", "the flight", "rejection"),),
            ),
            (
                "Kenya, Uganda trade accusations over fishing nets",
                (("Kenya, Uganda", "trade accusations", "over fishing nets", "accusation"),),
            ),
            (
                "The senator took to Facebook to condemn the vote.",
                (("The senator", "condemn", "the vote", "evaluation"),),
            ),
            (
                "Peru filed a complaint over the oil spill.",
                (("Peru", "filed a complaint", "the oil spill", "accusation"),),
            ),
        ),
    ),
    (
        "headlines that name the source at the end or hide the verb",
        (
            (
                "Boat sinks off Marl, dozens feared drowned: coastguard",
                (
                    (
                        "coastguard",
                        ":",
                        "Boat sinks off Marl, dozens feared drowned",
                        "fact",
                    ),
                ),
            ),
            (
                "Market burns in Port Lano, charity says 'at least nine dead'",
                (("charity", "says", "'at least nine dead'", "fact"),),
            ),
            (
                "Strike to go on until pay rises, says transport union",
                (("transport union", "says", "Strike to go on until pay rises", "commitment"),),
            ),
            (
                "Merania ‘on the brink’, Envoy Warns Council, as Talks Stall",
                (("Envoy", "Warns", "Merania ‘on the brink’", "fact"),),
            ),
            (
                "Dam could burst within days: engineers",
                (("engineers", ":", "Dam could burst within days", "prediction"),),
            ),
            (
                "Flood toll climbs to forty — Police",
                (("Police", "—", "Flood toll climbs to forty", "fact"),),
            ),
            (
                "Blockade will last all winter, says farmers' league",
                (("farmers' league", "says", "Blockade will last all winter", "prediction"),),
            ),
        ),
    ),
    (
        "agreeing, deciding, noting is not always saying",
        (
            ("He asked for a glass of water.", ()),
            ("The clerk noted the time.", ()),
            ("The crowd asked for seats.", ()),
            ("The guard noted the number of the car.", ()),
            ("She asked for the bill and left.", ()),
            ("The nurse noted his pulse.", ()),
            ("The driver asked for directions.", ()),
        ),
    ),
    (
        "sentences without a space between them",
        (
            (
                "The quay is shut.Mayor Ilse Dorn said it would reopen on Monday.",
                (("Mayor Ilse Dorn", "said", "it would reopen on Monday", "prediction"),),
            ),
            (
                "The mayor called it “sheer greed.”He also said the town will sue.",
                (
                    ("The mayor", "called", "it “sheer greed.”", "evaluation"),
                    ("He", "said", "the town will sue", "prediction"),
                ),
            ),
            (
                "The king thanked the crews.The queen said she was proud.",
                (
                    ("The king", "thanked", "the crews", "expressive"),
                    ("The queen", "said", "she was proud", "expressive"),
                ),
            ),
        ),
    ),
    (
        "calling, appealing, asking in other shapes",
        (
            (
                "The rebels must leave, the premier demanded.",
                (("the premier", "demanded", "The rebels must leave", "call"),),
            ),
            (
                "The president accused Norland of massing tanks near the pass.",
                (("The president", "accused", "massing tanks near the pass", "accusation"),),
            ),
            (
                "Oslo, which denies arming the clan, accused Bern of moving guns.",
                (
                    ("Oslo", "accused", "moving guns", "accusation"),
                    ("Oslo", "denies", "arming the clan", "denial"),
                ),
            ),
            (
                "He suggested instead that the pass be watched by drones.",
                (("He", "suggested", "that the pass be watched by drones", "position"),),
            ),
            (
                "They noted that “guns have no place in a school.”",
                (("They", "noted", "that “guns have no place in a school.”", "position"),),
            ),
            (
                "The rebel chief denied in a video that his men were there.",
                (("The rebel chief", "denied", "that his men were there", "denial"),),
            ),
            (
                "The clan leader denied on television that he had fled.",
                (("The clan leader", "denied", "that he had fled", "denial"),),
            ),
            (
                "The union recommended instead that trains be halved.",
                (("The union", "recommended", "that trains be halved", "call"),),
            ),
        ),
    ),
    (
        "a second verb behind an aside of its own",
        (
            (
                "Bern, which rejects the charge, urged Oslo to reopen the pass.",
                (
                    ("Bern", "rejects", "the charge", "denial"),
                    ("Bern", "urged", "to reopen the pass", "call"),
                ),
            ),
            (
                "Lagos, which said it had no part in it, blamed Accra for the delay.",
                (
                    ("Lagos", "said", "it had no part in it", "denial"),
                    ("Lagos", "blamed", "Accra for the delay", "accusation"),
                ),
            ),
            (
                "The union, which opposes the levy, accused the cabinet of lying.",
                (
                    ("The union", "opposes", "the levy", "position"),
                    ("The union", "accused", "lying", "accusation"),
                ),
            ),
            (
                "Peru, which denies the flight, demanded an apology.",
                (
                    ("Peru", "denies", "the flight", "denial"),
                    ("Peru", "demanded", "an apology", "call"),
                ),
            ),
        ),
    ),
    (
        "sources of two kinds behind what they say",
        (
            (
                "Armed men took the mill on Friday, local and army sources said.",
                (("army sources", "said", "Armed men took the mill on Friday", "fact"),),
            ),
            (
                "The convoy was hit twice, medical and police officials told reporters.",
                (("police officials", "told", "The convoy was hit twice", "fact"),),
            ),
            (
                "Rebels left the hill at dawn, tribal and security sources said, leaving mines.",
                (("security sources", "said", "Rebels left the hill at dawn", "fact"),),
            ),
            (
                "The ferry sank in an hour, rescue and port officials said on Sunday.",
                (("port officials", "said", "The ferry sank in an hour", "fact"),),
            ),
        ),
    ),
    (
        "a sentence that only names who reports the one before",
        (
            (
                "Three houses burned down in Lower Marl. The fire service reported.",
                (
                    (
                        "The fire service",
                        "reported",
                        "Three houses burned down in Lower Marl",
                        "fact",
                    ),
                ),
            ),
            (
                "The pass will stay shut until Friday. The ministry said.",
                (("The ministry", "said", "The pass will stay shut until Friday", "prediction"),),
            ),
            (
                "A bus fell into the river near Osk. Press service of the police informed.",
                (("Press service of the police", "informed", "A bus fell into the river", "fact"),),
            ),
            (
                "The talks were cut short after an hour. The embassy reported.",
                (("The embassy", "reported", "The talks were cut short after an hour", "fact"),),
            ),
        ),
    ),
    (
        "somebody known by a nickname in quotation marks",
        (
            (
                'A trader known as "Old Ram" denied on the radio that he had fled.',
                (("A trader", "denied", "that he had fled", "denial"),),
            ),
            (
                "The rebel chief called “the Baker” said the town would hold.",
                (("The rebel chief", "said", "the town would hold", "prediction"),),
            ),
            (
                "A commander nicknamed “Storm” vowed to return.",
                (("A commander", "vowed", "to return", "commitment"),),
            ),
            (
                'A smuggler known as "the Eel" told the court that he was ill.',
                (("A smuggler", "told", "that he was ill", "fact"),),
            ),
        ),
    ),
    (
        "a question that is asked behind a colon",
        (
            (
                "The Malian envoy thanked the chair, but asked: “Who will pay for it?”",
                (
                    ("The Malian envoy", "thanked", "the chair", "expressive"),
                    ("The Malian envoy", "asked", "“Who will pay for it?”", "fact"),
                ),
            ),
            (
                "Peru’s delegate asked: “How long must we wait?”",
                (("Peru’s delegate", "asked", "“How long must we wait?”", "fact"),),
            ),
            (
                "The mayor stood up and asked: “Is anybody listening?”",
                (("The mayor", "asked", "“Is anybody listening?”", "fact"),),
            ),
            (
                "Chad’s envoy rose and asked: “Where is the report?”",
                (("Chad’s envoy", "asked", "“Where is the report?”", "fact"),),
            ),
        ),
    ),
    (
        "words that look like a report and are none",
        (
            ("The UN-backed force has just under a thousand men.", ()),
            ("The clan – a gang in the eyes of the police – took up arms in May.", ()),
            ("A Saudi-backed council runs the port.", ()),
            ("An Oslo-backed plan is on the table.", ()),
            ("The firm – a pioneer in the eyes of many – was sold.", ()),
        ),
    ),
    (
        "a list of those who say it",
        (
            (
                "Norway, Peru and Chile also denounced the raid.",
                (("Norway", "denounced", "the raid", "evaluation"),),
            ),
            (
                "The United States, Japan and Kenya have expressed support for the truce.",
                (("The United States", "expressed", "support for the truce", "position"),),
            ),
            (
                "In a letter, Ghana, Togo and Benin urged both sides to talk.",
                (("Ghana", "urged", "to talk", "call"),),
            ),
            (
                "On Sunday, Norway, Sweden and Denmark rejected the charge.",
                (("Norway", "rejected", "the charge", "denial"),),
            ),
        ),
    ),
    (
        "a transcript: who speaks before a colon in every paragraph",
        (
            (
                "MS HOLT: Good morning. The United States condemns the raid on the mine. "
                "We call on Norland to answer it.\n\nQUESTION: Will you act?",
                (
                    (
                        "MS HOLT",
                        ":",
                        "The United States condemns the raid on the mine.",
                        "evaluation",
                    ),
                    ("MS HOLT", ":", "We call on Norland to answer it.", "call"),
                ),
            ),
            (
                "MR PRICE: I can’t confirm those reports. Let me finish.",
                (("MR PRICE", ":", "I can’t confirm those reports.", "fact"),),
            ),
            (
                "MR. KELL: Thank you all. We oppose the new tax.",
                (("MR. KELL", ":", "We oppose the new tax.", "position"),),
            ),
            (
                "MS ROWE: Good afternoon, everyone. The fleet will sail to Cairo in May. Next.",
                (("MS ROWE", ":", "The fleet will sail to Cairo in May.", "commitment"),),
            ),
        ),
    ),
)

# Text, the quotation, and the last word of whom it comes from.
SPEAKERS: tuple[tuple[str, str, str], ...] = (
    (
        "Minister Lena Voss flew in on Monday.\n\nIn Oslo, Norway won the vote.\n\n"
        "“We are tired,” she said.",
        "“We are tired,”",
        "Voss",
    ),
    (
        "Israel says it was defending the town. That is not how Umm Yara sees it. "
        "“Nobody came,” she said.",
        "“Nobody came,”",
        "Yara",
    ),
    (
        "The bank, its chair Ola Brandt promised, will pay “to the last coin”.",
        "“to the last coin”",
        "Brandt",
    ),
    (
        "Judge Piet Haan left early.\n\n“No,” was all Haan would say.",
        "“No,”",
        "Haan",
    ),
    (
        'A clan leader known as "Big Oba" denied it. "We were asleep," he said.',
        '"We were asleep,"',
        "leader",
    ),
    (
        "The delegate of Peru, speaking also for Chile and Cuba, asked for “a little patience”.",
        "“a little patience”",
        "delegate",
    ),
    (
        "Minister Tove Lind slammed Bern for what she described as “a cheap trick.”",
        "“a cheap trick.”",
        "Lind",
    ),
    (
        "“It is late,” the retired teacher told me. “I go home.",
        "“It is late,”",
        "teacher",
    ),
    (
        "France said it would help. That was not enough for Mayor Ida Krog. "
        "“We need pumps,” she said.",
        "“We need pumps,”",
        "Krog",
    ),
    (
        '"We came to work," Malian Transport Secretary Oumar Diarra Keita told Radio Lac.',
        '"We came to work,"',
        "Keita",
    ),
    (
        "The envoy of Chad, who spoke also for Niger, demanded that all leave “without delay”.",
        "“without delay”",
        "envoy",
    ),
    (
        "The premier criticised Oslo over what he termed “theft in daylight.”",
        "“theft in daylight.”",
        "premier",
    ),
)

Figure = tuple[int | None, str, str, str]  # value, bound, unit, words

FIGURES: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    (
        "No fewer than 14 persons were on Friday killed and 30 others abducted.",
        ((14, "at_least", "killed", "No fewer than 14 persons"),),
    ),
    (
        "Doctors said 19 persons sustained various degrees of injury.",
        ((19, "exact", "injured", "19 persons"),),
    ),
    ("Two constables paid the supreme price.", ((2, "exact", "killed", "Two constables"),)),
    ("The chief put the number of the dead at 52.", ((52, "exact", "killed", "52"),)),
    ("We buried 31 people this morning.", ((31, "exact", "killed", "31 people"),)),
    (
        "The number of those killed in the blast has grown to nine.",
        ((9, "exact", "killed", "nine"),),
    ),
    (
        "Of the villagers, 87 people with bullet wounds were taken to clinics.",
        ((87, "exact", "injured", "87 people"),),
    ),
    (
        "Three recruits embraced martyrdom near the fort.",
        ((3, "exact", "killed", "Three recruits"),),
    ),
    ("Six soldiers fell in the fighting.", ((6, "exact", "killed", "Six soldiers"),)),
    (
        "The bodies of 14 people were recovered from the well.",
        ((14, "exact", "killed", "14 people"),),
    ),
    ("Nine passengers did not survive.", ((9, "exact", "killed", "Nine passengers"),)),
    ("The storm took the lives of five fishermen.", ((5, "exact", "killed", "five fishermen"),)),
    ("Eleven workers suffered injuries.", ((11, "exact", "injured", "Eleven workers"),)),
    (
        "At least 20 people were treated for gunshot wounds.",
        ((20, "at_least", "injured", "At least 20 people"),),
    ),
    ("Killed: 12. Wounded: 30.", ((12, "exact", "killed", "12"), (30, "exact", "injured", "30"))),
    (
        "Two officers were wounded and another is missing.",
        ((2, "exact", "injured", "Two officers"), (1, "exact", "missing", "another")),
    ),
    (
        "One page has the names of the dead: 118 from his own village.",
        ((118, "exact", "killed", "118"),),
    ),
    ("Charity says 'at least 15 burned alive'", ((15, "at_least", "killed", "at least 15"),)),
    (
        "Around 40 people were burned alive in the hall.",
        ((40, "about", "killed", "Around 40 people"),),
    ),
    ("The army lost seven men in the ambush.", ((7, "exact", "killed", "seven men"),)),
    ("Four nurses breathed their last on the way.", ((4, "exact", "killed", "Four nurses"),)),
    (
        "At least 8 persons were yesterday killed by floods.",
        ((8, "at_least", "killed", "At least 8 persons"),),
    ),
    (
        "The number of people injured in the crash has risen to 44.",
        ((44, "exact", "injured", "44"),),
    ),
    ("Two guards laid down their lives.", ((2, "exact", "killed", "Two guards"),)),
    ("Rescuers pulled out the bodies of six miners.", ((6, "exact", "killed", "six miners"),)),
    (
        "Twelve children were hurt and another is in a coma.",
        ((12, "exact", "injured", "Twelve children"),),
    ),
    ("She put the number of the wounded at 17.", ((17, "exact", "injured", "17"),)),
    (
        "Dead: 4. Injured: 11. Missing: 2.",
        ((4, "exact", "killed", "4"), (11, "exact", "injured", "11"), (2, "exact", "missing", "2")),
    ),
    ("Villagers buried 9 men at dawn.", ((9, "exact", "killed", "9 men"),)),
    ("Three pilgrims lost their lives.", ((3, "exact", "killed", "Three pilgrims"),)),
    ("Fifteen riders were treated for burns.", ((15, "exact", "injured", "Fifteen riders"),)),
    (
        "Five policemen were martyred, two others sustained injuries.",
        ((5, "exact", "killed", "Five policemen"), (2, "exact", "injured", "two others")),
    ),
    ("The fire claimed the lives of eight tenants.", ((8, "exact", "killed", "eight tenants"),)),
    ("None of the four climbers survived.", ((4, "exact", "killed", "four climbers"),)),
)

# A whole page, of which each line names its zone.
PAGES: tuple[str, ...] = (
    "metadata/boilerplate|Home / Europe / Norland\n"
    "headline|Ferry sinks off Marl with sixty aboard\n"
    "metadata|Issued on: 03/05/2025 - 08:10 Modified: 03/05/2025 - 09:45\nbody|\n"
    "body|A ferry sank off Marl on Saturday, the coastguard said, and boats searched all night.\n"
    "body|Officials said the ship had been overloaded and that the captain was missing.\n"
    "subheading|- 'No life jackets' -\n"
    "body|Survivors said that there had been no life jackets on the upper deck of the ship.\n"
    "boilerplate|© 2025 NNA",
    "headline|Two killed as hall roof falls in Lagos\nmetadata|7th March 2025\n"
    "metadata|Bisi Olatunji, Abeokuta\nboilerplate|Kindly share this story:\n"
    "body|Two persons were killed on Friday when the roof of a hall fell in, the police said.\n"
    "body|The commissioner said that the owner of the hall had been arrested and charged.\n"
    "related_link|READ ALSO: Court frees two traders\n",
    "metadata|Department Press Briefing\nmetadata|March 4, 2025\n"
    "metadata|Ruth Alder, Department Spokesperson\n"
    "body|MS ALDER: Good morning. We have seen the reports and we are looking into them.\n"
    "body|QUESTION: And Norland –\n"
    "body|MS ALDER: We call on Norland to answer our proposal without any further delay.\n",
    "headline|On the quay, nobody sings\nmetadata|Words by Sara Khalil-Moss\n"
    "metadata|March 2026 issue\n"
    "body|On the quay of the old port, an old man mends nets that nobody will use this year.\n"
    "body|He told me that his sons had left for the city and that they would not come back.\n"
    "boilerplate|This article appears in the March issue of the magazine. To comment, email us",
    "subheading/metadata|OPINION\nheadline|The bridge that nobody wanted\n"
    "body|That the bridge is late is no surprise. What surprises is that anybody still pays.\n"
    "body|The council should say what it knows, and it should say it before the vote in June.\n"
    "boilerplate|COMMENTS\n"
    "boilerplate|Keep it civil and in English. Abusive comments are removed.\n",
    "headline|Rebels leave hill town\n"
    "metadata|By: Ma. Luz Dator - @luzDI Daily.net / 03:12 PM May 06, 2025\n"
    "body|Rebels left a hill town on Tuesday after a week of talks, two officials said.\n"
    "body|The army said that it would send doctors and food to the town within two days.\n"
    "related_link|READ: Senate to hear general\n"
    "boilerplate|Be the first to know: get more with DAILY PLUS\n"
    "boilerplate|Something went wrong with your subscription. Please try again.\n",
    "headline|Marl mayor quits over tolls\n"
    "metadata|Mehmet Aydın |11.03.2025 - Update : 11.03.2025\n"
    "metadata|ISTANBUL\n"
    "body|The mayor of Marl resigned on Tuesday over tolls that he had promised to lift.\n"
    "body|His deputy said that the tolls would stay until the end of the year at least.\n"
    "boilerplate|Subscribers of the agency get all stories in full. Please write for options.\n"
    "related_link/boilerplate|Related topics\n",
    "metadata|GENEVA, Switzerland\nmetadata|Monday 4 May, 2025\n"
    "headline|Talks on lake end without a text\n"
    "body|Talks on the lake ended on Monday without a text, two delegates said as they left.\n"
    "body|The chair said that she would invite both sides again before the summer break.\n"
    "boilerplate|Tweet Pin It Email\nboilerplate|Powered by WordPress\n",
    "headline|Envoy meets council on Mali\nsubheading|Fighting Drove Out Thousands, Members Told\n"
    "body|The Security Council met today to hear the envoy, who said the truce was holding.\n"
    "body|The representative of Togo said that her country would open two more crossings.\n"
    "boilerplate|For information media. Not an official record.\n",
)
