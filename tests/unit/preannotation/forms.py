"""The ways in which English news reports speech, each with invented sentences and what they say.

A form is a name, and its sentences with (source, cue, content, claim type) of each act in them; a
bar parts the fragments of a content. Nothing at all is what some of them say. All of this is data,
in one piece however long it is: read it by the forms.
"""

from __future__ import annotations

Act = tuple[str, str, str, str]
Form = tuple[str, tuple[tuple[str, tuple[Act, ...]], ...]]

FORMS: tuple[Form, ...] = (
    (
        "attribution before, with that",
        (
            (
                "Deputy Governor Sana Orlik announced late Monday that the tunnel would reopen.",
                (
                    (
                        "Deputy Governor Sana Orlik",
                        "announced",
                        "that the tunnel would reopen",
                        "commitment",
                    ),
                ),
            ),
            (
                "A senior aide to the premier told Reuters on condition of anonymity that the vote "
                "had been moved.",
                (("A senior aide to the premier", "told", "that the vote had been moved", "fact"),),
            ),
            (
                "Two people familiar with the matter said the bid had failed.",
                (("Two people familiar with the matter", "said", "the bid had failed", "fact"),),
            ),
            (
                "The head of the grain board, Per Lund, said on the sidelines of the summit that "
                "stocks were low.",
                (("Per Lund", "said", "that stocks were low", "fact"),),
            ),
            (
                "The country's highest court ruled on Thursday that the levy was unlawful.",
                (("The country's highest court", "ruled", "that the levy was unlawful", "fact"),),
            ),
            (
                "Investigators found that the brakes had been cut.",
                (("Investigators", "found", "that the brakes had been cut", "fact"),),
            ),
        ),
    ),
    (
        "attribution behind",
        (
            (
                "The dam is sound, engineers say.",
                (("engineers", "say", "The dam is sound", "fact"),),
            ),
            (
                "Three boats sank off Port Marl overnight, the coastguard said on Friday.",
                (("the coastguard", "said", "Three boats sank off Port Marl overnight", "fact"),),
            ),
            (
                "At least nine sailors were killed and twenty wounded, the navy's press office "
                "said in a statement.",
                (
                    (
                        "the navy's press office",
                        "said",
                        "At least nine sailors were killed and twenty wounded",
                        "fact",
                    ),
                ),
            ),
            (
                "The talks will resume in Oslo next week, two diplomats told the Marl Courier.",
                (
                    (
                        "two diplomats",
                        "told",
                        "The talks will resume in Oslo next week",
                        "prediction",
                    ),
                ),
            ),
            (
                "The road would be closed for repairs, it added.",
                (("it", "added", "The road would be closed for repairs", "prediction"),),
            ),
        ),
    ),
    (
        "attribution inside",
        (
            (
                "The ferry, the company said, had been checked in June.",
                (("the company", "said", "The ferry | had been checked in June", "fact"),),
            ),
            (
                "Fuel prices, according to the Lumen Institute, have doubled since May.",
                (
                    (
                        "the Lumen Institute",
                        "according to",
                        "Fuel prices | have doubled since May",
                        "fact",
                    ),
                ),
            ),
            (
                "“We waited,” Anna Kolb, a teacher, said, “but nobody came.”",
                (("Anna Kolb", "said", "“We waited,” | “but nobody came.”", "fact"),),
            ),
            (
                "The harvest, says farmer Ole Brun, is the worst in memory.",
                (
                    (
                        "farmer Ole Brun",
                        "says",
                        "The harvest | is the worst in memory",
                        "evaluation",
                    ),
                ),
            ),
        ),
    ),
    (
        "inverted",
        (
            (
                "“The lake is dying,” said biologist Rosa Quill.",
                (("biologist Rosa Quill", "said", "“The lake is dying,”", "prediction"),),
            ),
            (
                "“Our children deserve better,” says Hamid Noor, who runs a school in the valley.",
                (("Hamid Noor", "says", "“Our children deserve better,”", "evaluation"),),
            ),
            (
                "Said the mayor: “We have no water.”",
                (("the mayor", "Said", "“We have no water.”", "fact"),),
            ),
            (
                "“Stay at home,” warned the governor's office.",
                (("the governor's office", "warned", "“Stay at home,”", "call"),),
            ),
        ),
    ),
    (
        "as somebody put it",
        (
            (
                "The treaty is a dead letter, as President Vera Holt put it.",
                (("President Vera Holt", "put", "The treaty is a dead letter", "evaluation"),),
            ),
            (
                "As the minister noted, exports rose last year.",
                (("the minister", "noted", "exports rose last year", "fact"),),
            ),
            (
                "The pact was, in the words of Senator Ada Pell, “a betrayal.”",
                (("Senator Ada Pell", "in the words of", "“a betrayal.”", "evaluation"),),
            ),
        ),
    ),
    (
        "according to and its kin",
        (
            (
                "At least 12 people died in the fire, according to state media.",
                (("state media", "according to", "At least 12 people died in the fire", "fact"),),
            ),
            (
                "According to Interior Minister Jan Vos, the suspects entered from Norland.",
                (
                    (
                        "Interior Minister Jan Vos",
                        "According to",
                        "the suspects entered from Norland",
                        "fact",
                    ),
                ),
            ),
            (
                "In the view of the opposition, the law is unfair.",
                (("the opposition", "In the view of", "the law is unfair", "evaluation"),),
            ),
            (
                "The ship carried rifles, per a police report.",
                (("a police report", "per", "The ship carried rifles", "fact"),),
            ),
            (
                "Citing a senior officer, the Marl Courier reported that two bridges had been "
                "destroyed.",
                (("the Marl Courier", "reported", "that two bridges had been destroyed", "fact"),),
            ),
            (
                "For the finance ministry, the loan remains vital.",
                (),
            ),
        ),
    ),
    (
        "headlines",
        (
            (
                "Truce Holds in Marl Valley: UN\n",
                (("UN", ":", "Truce Holds in Marl Valley", "fact"),),
            ),
            (
                "Iran: Ships Will Return to Port\n",
                (("Iran", ":", "Ships Will Return to Port", "prediction"),),
            ),
            (
                "Norway Says Pipeline Leak Is Contained\n",
                (("Norway", "Says", "Pipeline Leak Is Contained", "fact"),),
            ),
            (
                "Two Soldiers Killed in Ambush, Says Turkey\n",
                (("Turkey", "Says", "Two Soldiers Killed in Ambush", "fact"),),
            ),
            (
                "Kremlin denies talks with rebels\n",
                (("Kremlin", "denies", "talks with rebels", "denial"),),
            ),
            (
                "China urges restraint after border clash\n",
                (("China", "urges", "restraint after border clash", "call"),),
            ),
            (
                "'We will rebuild': Ukraine mayor vows to stay\n",
                (
                    ("Ukraine mayor", ":", "'We will rebuild'", "commitment"),
                    ("Ukraine mayor", "vows", "to stay", "commitment"),
                ),
            ),
            (
                "India slams Pakistan over airspace closure\n",
                (("India", "slams", "Pakistan over airspace closure", "evaluation"),),
            ),
        ),
    ),
    (
        "passives with an agent",
        (
            (
                "The militia was accused by Merania's government of burning the village.",
                (("Merania's government", "accused", "burning the village", "accusation"),),
            ),
            (
                "Both camps were urged by the Vatican to release prisoners.",
                (("the Vatican", "urged", "to release prisoners", "call"),),
            ),
            (
                "The report was dismissed by the foreign ministry as baseless.",
                (("the foreign ministry", "dismissed", "The report | as baseless", "denial"),),
            ),
            (
                "The decision was condemned by the European Union and several aid groups.",
                (
                    (
                        "the European Union and several aid groups",
                        "condemned",
                        "The decision",
                        "evaluation",
                    ),
                ),
            ),
            (
                "The plan was welcomed by Norway.",
                (("Norway", "welcomed", "The plan", "position"),),
            ),
            (
                "The offer was rejected by the rebels on Sunday.",
                (("the rebels", "rejected", "The offer", "rejection"),),
            ),
        ),
    ),
    (
        "nouns that report",
        (
            (
                "A call by the Red Cross for a pause in the fighting went unheard.",
                (("the Red Cross", "call", "a pause in the fighting", "call"),),
            ),
            (
                "Norway's warning that the reef could die was ignored.",
                (("Norway's", "warning", "that the reef could die", "prediction"),),
            ),
            (
                "The union's demand for higher pay was turned down.",
                (("The union's", "demand", "higher pay", "call"),),
            ),
            (
                "The premier reiterated his call for early elections.",
                (("The premier", "reiterated his call", "early elections", "call"),),
            ),
            (
                "The envoy issued a warning that sanctions would follow.",
                (("The envoy", "issued a warning", "that sanctions would follow", "prediction"),),
            ),
            (
                "Kabul has made repeated accusations that Pakistan violates its airspace.",
                (("Kabul", "accusations", "that Pakistan violates its airspace", "accusation"),),
            ),
        ),
    ),
    (
        "where and to whom",
        (
            (
                "In a statement, the ministry said it regretted the loss of life.",
                (("the ministry", "said", "it regretted the loss of life", "expressive"),),
            ),
            (
                "Speaking at a news conference in Baku, Mayor Lena Moor said the bridge was lost.",
                (("Mayor Lena Moor", "said", "the bridge was lost", "fact"),),
            ),
            (
                "Mayor Lena Moor told a news conference that the bridge was lost.",
                (("Mayor Lena Moor", "told", "that the bridge was lost", "fact"),),
            ),
            (
                "The envoy told reporters after the meeting that a deal was near.",
                (("The envoy", "told", "that a deal was near", "fact"),),
            ),
            (
                "“Nobody is safe,” she told AFP by telephone.",
                (("she", "told", "“Nobody is safe,”", "fact"),),
            ),
            (
                "In a post on X, Foreign Minister Olaf Brandt wrote that the door was open.",
                (("Foreign Minister Olaf Brandt", "wrote", "that the door was open", "fact"),),
            ),
            (
                "When asked about the strike, the general replied that it was under review.",
                (("the general", "replied", "that it was under review", "fact"),),
            ),
            (
                "Addressing parliament on Wednesday, the chancellor said growth would return.",
                (("the chancellor", "said", "growth would return", "prediction"),),
            ),
        ),
    ),
    (
        "asking somebody",
        (
            (
                "The United Nations appealed to all parties to protect hospitals.",
                (("The United Nations", "appealed", "to protect hospitals", "call"),),
            ),
            (
                "Tehran called upon its neighbours to close the bases.",
                (("Tehran", "called upon", "to close the bases", "call"),),
            ),
            (
                "The bishop pleaded for calm.",
                (("The bishop", "pleaded for", "calm", "call"),),
            ),
            (
                "Norland demanded that Estovia withdraw its ships.",
                (("Norland", "demanded", "that Estovia withdraw its ships", "call"),),
            ),
            (
                "Residents have asked that the siren be turned off.",
                (("Residents", "asked", "that the siren be turned off", "call"),),
            ),
            (
                "The court ordered the company to pay the fishermen.",
                (("The court", "ordered", "to pay the fishermen", "call"),),
            ),
            (
                "Merania warned Estovia against sending troops.",
                (("Merania", "warned", "sending troops", "call"),),
            ),
            (
                "Turkey invited both presidents to meet in Ankara.",
                (("Turkey", "invited", "to meet in Ankara", "call"),),
            ),
            (
                "The minister advised citizens to avoid travel.",
                (("The minister", "advised", "to avoid travel", "call"),),
            ),
            (
                "The regulator recommended a ban on the drug.",
                (("The regulator", "recommended", "a ban on the drug", "call"),),
            ),
            (
                "Lawmakers pressed the premier to explain the delay.",
                (("Lawmakers", "pressed", "to explain the delay", "call"),),
            ),
            (
                "Germany urged restraint.",
                (("Germany", "urged", "restraint", "call"),),
            ),
        ),
    ),
    (
        "accusing and blaming",
        (
            (
                "Prosecutors accuse him of taking bribes.",
                (("Prosecutors", "accuse", "taking bribes", "accusation"),),
            ),
            (
                "Kyiv blamed Moscow for the outage.",
                (("Kyiv", "blamed", "Moscow for the outage", "accusation"),),
            ),
            (
                "Kyiv blamed the outage on Moscow.",
                (("Kyiv", "blamed", "the outage on Moscow", "accusation"),),
            ),
            (
                "The council criticised Norland for blocking the canal.",
                (("The council", "criticised", "Norland for blocking the canal", "evaluation"),),
            ),
            (
                "Activists alleged that guards had beaten two prisoners.",
                (("Activists", "alleged", "that guards had beaten two prisoners", "accusation"),),
            ),
            (
                "Officials in Merania say Estovia was behind the attack.",
                (("Officials in Merania", "say", "Estovia was behind the attack", "accusation"),),
            ),
            (
                "The premier held the rebels responsible for the blast.",
                (("The premier", "held", "the rebels responsible for the blast", "accusation"),),
            ),
            (
                "Norland charged that Estovia had broken the truce.",
                (("Norland", "charged", "that Estovia had broken the truce", "accusation"),),
            ),
        ),
    ),
    (
        "denying, refusing, ruling out",
        (
            (
                "The bank denied having sold the shares.",
                (("The bank", "denied", "having sold the shares", "denial"),),
            ),
            (
                "Estovia denies any role in the blast.",
                (("Estovia", "denies", "any role in the blast", "denial"),),
            ),
            (
                "The army has denied that it shelled the market.",
                (("The army", "denied", "that it shelled the market", "denial"),),
            ),
            (
                "The premier ruled out talks with the rebels.",
                (("The premier", "ruled out", "talks with the rebels", "rejection"),),
            ),
            (
                "The government turned down the request.",
                (("The government", "turned down", "the request", "rejection"),),
            ),
            (
                "The club refused to sell the stadium.",
                (("The club", "refused", "to sell the stadium", "rejection"),),
            ),
            (
                "The rebels dismissed the reports as propaganda.",
                (("The rebels", "dismissed", "the reports as propaganda", "denial"),),
            ),
            (
                "Islamabad rejects the charge.",
                (("Islamabad", "rejects", "the charge", "denial"),),
            ),
            (
                "The spokeswoman brushed aside concerns about the delay.",
                (("The spokeswoman", "brushed aside", "concerns about the delay", "rejection"),),
            ),
        ),
    ),
    (
        "promising, threatening, offering",
        (
            (
                "The premier vowed revenge.",
                (("The premier", "vowed", "revenge", "threat"),),
            ),
            (
                "The ministry promised that pensions would be paid.",
                (("The ministry", "promised", "that pensions would be paid", "commitment"),),
            ),
            (
                "Iran threatened retaliation.",
                (("Iran", "threatened", "retaliation", "threat"),),
            ),
            (
                "Oman offered its help.",
                (("Oman", "offered", "its help", "offer"),),
            ),
            (
                "Switzerland has said it is willing to host a meeting.",
                (("Switzerland", "said", "it is willing to host a meeting", "offer"),),
            ),
            (
                "The guild agreed to end the strike.",
                (("The guild", "agreed", "to end the strike", "commitment"),),
            ),
            (
                "We will respond to any attack, the general warned.",
                (("the general", "warned", "We will respond to any attack", "threat"),),
            ),
        ),
    ),
    (
        "opinions and feelings",
        (
            (
                "The archbishop voiced alarm at the fighting.",
                (("The archbishop", "voiced", "alarm at the fighting", "expressive"),),
            ),
            (
                "The secretary-general said he was deeply saddened by the deaths.",
                (
                    (
                        "The secretary-general",
                        "said",
                        "he was deeply saddened by the deaths",
                        "expressive",
                    ),
                ),
            ),
            (
                "Germany hailed the accord as a breakthrough.",
                (("Germany", "hailed", "the accord as a breakthrough", "evaluation"),),
            ),
            (
                "France strongly condemned the raid.",
                (("France", "condemned", "the raid", "evaluation"),),
            ),
            (
                "Sweden opposes the sale.",
                (("Sweden", "opposes", "the sale", "position"),),
            ),
            (
                "The premier thanked the rescuers.",
                (("The premier", "thanked", "the rescuers", "expressive"),),
            ),
            (
                "The senator apologised for the remark.",
                (("The senator", "apologised", "the remark", "expressive"),),
            ),
            (
                "The foreign minister offered condolences to the families.",
                (("The foreign minister", "offered condolences", "to the families", "expressive"),),
            ),
            (
                "Nurses say they fear for their lives.",
                (("Nurses", "say", "they fear for their lives", "expressive"),),
            ),
            (
                "Norway backed the inquiry.",
                (("Norway", "backed", "the inquiry", "position"),),
            ),
            (
                "The mayor dubbed the scheme “a costly toy.”",
                (("The mayor", "dubbed", "the scheme “a costly toy.”", "evaluation"),),
            ),
            (
                "Critics consider the law a threat to the press.",
                (("Critics", "consider", "the law a threat to the press", "evaluation"),),
            ),
        ),
    ),
    (
        "transcripts",
        (
            (
                "Q: When will the talks begin?\nZhang San: The talks will begin in May.\n",
                (("Zhang San", ":", "The talks will begin in May.", "prediction"),),
            ),
            (
                "Reuters: Is the bridge open?\nMao Ning: The bridge opened in March.\n",
                (("Mao Ning", ":", "The bridge opened in March.", "fact"),),
            ),
        ),
    ),
    (
        "going on",
        (
            (
                "Mayor Lena Moor said the bridge was lost. She added that nobody had been hurt.",
                (
                    ("Mayor Lena Moor", "said", "the bridge was lost", "fact"),
                    ("She", "added", "that nobody had been hurt", "fact"),
                ),
            ),
            (
                "The ministry said the road was open. It also urged drivers to slow down.",
                (
                    ("The ministry", "said", "the road was open", "fact"),
                    ("It", "urged", "to slow down", "call"),
                ),
            ),
            (
                "“We are ready,” the admiral said. “The fleet has fuel for a month.”",
                (
                    (
                        "the admiral",
                        "said",
                        "“We are ready,” | “The fleet has fuel for a month.”",
                        "fact",
                    ),
                ),
            ),
            (
                "The envoy said: “The door is open. Nobody should close it.”",
                (
                    ("The envoy", "said", "“The door is open.", "fact"),
                    ("The envoy", "said", "Nobody should close it.”", "position"),
                ),
            ),
        ),
    ),
    (
        "several sources",
        (
            (
                "Both sides accused each other of breaking the truce.",
                (("Both sides", "accused", "breaking the truce", "accusation"),),
            ),
            (
                "France and Germany called for an inquiry.",
                (("France and Germany", "called for", "an inquiry", "call"),),
            ),
            (
                "Residents, doctors and two officials said the shelling lasted an hour.",
                (
                    (
                        "Residents, doctors and two officials",
                        "said",
                        "the shelling lasted an hour",
                        "fact",
                    ),
                ),
            ),
            (
                "Norway said nine had died, but Sweden put the toll at twelve.",
                (
                    ("Norway", "said", "nine had died", "fact"),
                    ("Sweden", "put", "the toll at twelve", "fact"),
                ),
            ),
            (
                "While Kabul says the strike hit a clinic, Islamabad insists only camps were hit.",
                (
                    ("Kabul", "says", "the strike hit a clinic", "fact"),
                    ("Islamabad", "insists", "only camps were hit", "position"),
                ),
            ),
        ),
    ),
    (
        "coordinated",
        (
            (
                "The council condemned the arrests and called for the release of the editors.",
                (
                    ("The council", "condemned", "the arrests", "evaluation"),
                    ("The council", "called for", "the release of the editors", "call"),
                ),
            ),
            (
                "The governor confirmed the deaths, urged calm and promised an inquiry.",
                (
                    ("The governor", "confirmed", "the deaths", "fact"),
                    ("The governor", "urged", "calm", "call"),
                    ("The governor", "promised", "an inquiry", "commitment"),
                ),
            ),
            (
                "The minister said that the dam had failed and that two villages were under water.",
                (
                    (
                        "The minister",
                        "said",
                        "that the dam had failed and that two villages were under water",
                        "fact",
                    ),
                ),
            ),
            (
                "She denied the charge, saying the money was a loan.",
                (
                    ("She", "denied", "the charge", "denial"),
                    ("She", "saying", "the money was a loan", "fact"),
                ),
            ),
            (
                "Tehran rejected the demand, calling it “absurd,” and warned of consequences.",
                (
                    ("Tehran", "rejected", "the demand", "rejection"),
                    ("Tehran", "calling", "it “absurd,”", "evaluation"),
                    ("Tehran", "warned", "consequences", "prediction"),
                ),
            ),
        ),
    ),
    (
        "fragments of quotations in indirect speech",
        (
            (
                "The envoy said the talks were “frank and useful” but that “gaps remain.”",
                (
                    (
                        "The envoy",
                        "said",
                        "the talks were “frank and useful” but that “gaps remain.”",
                        "evaluation",
                    ),
                ),
            ),
            (
                "“Grave doubts” remain about the reactor, the agency said.",
                (("the agency", "said", "“Grave doubts” remain about the reactor", "fact"),),
            ),
            (
                "He spoke of a “dark day” for the island.",
                (("He", "spoke of", "a “dark day” for the island", "evaluation"),),
            ),
        ),
    ),
    (
        "relative clauses",
        (
            (
                "Guards detained the editor, who said he had done nothing wrong.",
                (("the editor", "said", "he had done nothing wrong", "fact"),),
            ),
            (
                "Rescuers spoke to Iva Marsh, who said the ground had shaken for a minute.",
                (("Iva Marsh", "said", "the ground had shaken for a minute", "fact"),),
            ),
            (
                "The law is opposed by unions, which say it favours banks.",
                (
                    ("unions", "is opposed", "The law", "position"),
                    ("unions", "say", "it favours banks", "fact"),
                ),
            ),
        ),
    ),
    (
        "nested",
        (
            (
                "Merania's minister said that Estovia had denied the raid.",
                (
                    ("Merania's minister", "said", "that Estovia had denied the raid", "fact"),
                    ("Estovia", "denied", "the raid", "denial"),
                ),
            ),
            (
                "The Marl Courier reported that police had warned of floods.",
                (
                    ("The Marl Courier", "reported", "that police had warned of floods", "fact"),
                    ("police", "warned", "floods", "prediction"),
                ),
            ),
        ),
    ),
    (
        "nothing is said",
        (
            ("The envoy did not say when he would return.", ()),
            ("The ministry would not confirm the figures.", ()),
            ("Will the premier say that he is sorry?", ()),
            ("If Norland says it is ready, the ships will sail.", ()),
            ("He is said to be in hiding.", ()),
            ("The minister is expected to announce the date on Friday.", ()),
            ("The general is believed to have fled.", ()),
            ("No official has said who fired first.", ()),
            ("The ministry was asked to comment.", ()),
            ("The so-called “ghost fleet” sails at night.", ()),
            ("The “Blue Tern” sank in 1931 near the cape.", ()),
            ("Officials could not be reached for comment.", ()),
            ("The union supports 400 families through its fund.", ()),
            ("The premier asked for a glass of water.", ()),
            ("He said little.", ()),
            ("The army reported to the palace.", ()),
            ("Police called an ambulance.", ()),
            ("The chief of police noted the time and left.", ()),
            ("The company added 300 jobs in Norway.", ()),
            ("The mayor wrote three novels.", ()),
            ("Turkey backs onto the sea.", ()),
            ("Ministers should say what they mean.", ()),
            ("The minister had nothing to say.", ()),
            ("It remains unclear whether Norway will say yes.", ()),
            ("The general declined to say where the unit was.", ()),
            ("Without saying why, the ministry closed the road.", ()),
        ),
    ),
)
