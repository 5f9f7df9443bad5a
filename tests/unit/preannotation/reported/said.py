"""Invented sentences with who says what in them, written without a look at the rules' results.

The last third had to prove the rules as they stood: 23 of 26 were found, and nothing else.
"""

from __future__ import annotations

Said = tuple[str, str, str]  # source, content, claim type

SENTENCES: tuple[tuple[str, tuple[Said, ...]], ...] = (
    (
        "Harbour master Ilka Venn said on Tuesday that the dredging would begin in May.",
        (("Harbour master Ilka Venn", "that the dredging would begin in May", "prediction"),),
    ),
    (
        "“We lost everything,” a fisherman told the Tern Gazette.",
        (("a fisherman", "“We lost everything,”", "fact"),),
    ),
    (
        "“Nobody asked us,” the islanders' lawyer said, “and nobody will.”",
        (("the islanders' lawyer", "“Nobody asked us,”", "fact"),),
    ),
    (
        "The grain has arrived, according to the port authority.",
        (("the port authority", "The grain has arrived", "fact"),),
    ),
    (
        "According to a report by the Lumen Institute, wages fell by a tenth.",
        (("a report by the Lumen Institute", "wages fell by a tenth", "fact"),),
    ),
    (
        "Merania's president urged both fleets to leave the strait at once.",
        (("Merania's president", "to leave the strait at once", "call"),),
    ),
    (
        "The archbishop called for an end to the blockade.",
        (("The archbishop", "an end to the blockade", "call"),),
    ),
    (
        "Teachers called on the council to reopen the school.",
        (("Teachers", "to reopen the school", "call"),),
    ),
    (
        "Estovia accused its neighbour of jamming the radar.",
        (("Estovia", "jamming the radar", "accusation"),),
    ),
    (
        "Opposition lawmakers blamed the ministry for the shortage.",
        (("Opposition lawmakers", "the ministry for the shortage", "accusation"),),
    ),
    (
        "The navy denied firing on the trawler.",
        (("The navy", "firing on the trawler", "denial"),),
    ),
    (
        "Norland's cabinet rejected the proposal.",
        (("Norland's cabinet", "the proposal", "rejection"),),
    ),
    (
        "The foreign ministry expressed deep regret over the incident.",
        (("The foreign ministry", "deep regret over the incident", "expressive"),),
    ),
    (
        "Chancellor Oda Reiss voiced hope that the ice would hold.",
        (("Chancellor Oda Reiss", "hope that the ice would hold", "expressive"),),
    ),
    (
        "The envoy described the visit as a success.",
        (("The envoy", "the visit as a success", "evaluation"),),
    ),
    (
        "Her rival called the plan “a gift to smugglers.”",
        (("Her rival", "the plan “a gift to smugglers.”", "evaluation"),),
    ),
    (
        "The general threatened to sink any ship that crosses the line.",
        (("The general", "to sink any ship that crosses the line", "threat"),),
    ),
    (
        "The bank pledged to pay the pensions until June.",
        (("The bank", "to pay the pensions until June", "commitment"),),
    ),
    (
        "Qatar has offered to host the next round.",
        (("Qatar", "to host the next round", "offer"),),
    ),
    (
        "Norway is ready to send ice-breakers if both sides ask.",
        (("Norway", "to send ice-breakers if both sides ask", "offer"),),
    ),
    (
        "The weather service warned that the storm could reach the coast by night.",
        (("The weather service", "that the storm could reach the coast by night", "prediction"),),
    ),
    (
        "The mayor praised the volunteers but criticised the delay in the capital.",
        (
            ("The mayor", "the volunteers", "evaluation"),
            ("The mayor", "the delay in the capital", "evaluation"),
        ),
    ),
    (
        "Reiss said the talks were useful, adding that a date had been agreed.",
        (
            ("Reiss", "the talks were useful", "evaluation"),
            ("Reiss", "that a date had been agreed", "fact"),
        ),
    ),
    (
        "Officials said two men drowned, while residents spoke of five and blamed the pilot.",
        (
            ("Officials", "two men drowned", "fact"),
            ("residents", "five", "fact"),
            ("residents", "the pilot", "accusation"),
        ),
    ),
    (
        "The spokeswoman, who asked not to be named, said the pipes were old.",
        (("The spokeswoman", "the pipes were old", "fact"),),
    ),
    (
        "Tomas Brandt, head of the pilots' union, said no ship would sail on Monday.",
        (("Tomas Brandt", "no ship would sail on Monday", "prediction"),),
    ),
    (
        "“It is a disgrace,” said Lena Moor, a nurse from the northern district.",
        (("Lena Moor", "“It is a disgrace,”", "evaluation"),),
    ),
    (
        "Islamabad says Kabul shelters the gunmen, which Kabul denies.",
        (
            ("Islamabad", "Kabul shelters the gunmen", "fact"),
            ("Kabul", "which", "denial"),
        ),
    ),
    (
        "In a letter to the court, the company insisted that it had paid.",
        (("the company", "that it had paid", "position"),),
    ),
    (
        "The minister was quoted as saying the bridge was safe.",
        (("The minister", "the bridge was safe", "fact"),),
    ),
    (
        "The league welcomed the ceasefire.",
        (("The league", "the ceasefire", "position"),),
    ),
    (
        "Sweden supports a ban on bottom trawling.",
        (("Sweden", "a ban on bottom trawling", "position"),),
    ),
    (
        "The premier told parliament that taxes would not rise.",
        (("The premier", "that taxes would not rise", "prediction"),),
    ),
    (
        "Asked about the budget, the governor said: “Ask the treasurer.”",
        (("the governor", "“Ask the treasurer.”", "fact"),),
    ),
    (
        "Villagers reported hearing shots.",
        (("Villagers", "hearing shots", "fact"),),
    ),
    (
        "Moscow's repeated warnings that the fleet would return were ignored.",
        (("Moscow's", "that the fleet would return were ignored", "prediction"),),
    ),
    (
        "The delegation left early, with Turkey calling the terms “an insult.”",
        (("Turkey", "the terms “an insult.”", "evaluation"),),
    ),
    ("The storm threatened to flood the valley.", ()),
    ("The ministry declined to comment on the figures.", ()),
    ("The new bridge supports four lanes of traffic.", ()),
    ("The envoy did not say when the talks would resume.", ()),
    ("She is expected to say more on Friday.", ()),
    ("The factory added a second shift in autumn.", ()),
    ("Prices rose again, adding to the pressure on families.", ()),
    ("The trawler was reported missing on Sunday.", ()),
    ("The village lies near the border, north of the old fort.", ()),
    ("An offer was expected before the end of the week.", ()),
    ("The so-called winter road has been closed since March.", ()),
    ("Rescuers continued the search until dark.", ()),
    ("The accused pilot left the country in May.", ()),
    ("The council met for two hours and approved the plan.", ()),
    (
        "Kenya's central bank said inflation had slowed to five percent.",
        (("Kenya's central bank", "inflation had slowed to five percent", "fact"),),
    ),
    (
        "“I will not resign,” the embattled treasurer wrote on her website.",
        (("the embattled treasurer", "“I will not resign,”", "commitment"),),
    ),
    (
        "Police in Lyon confirmed that two arrests had been made.",
        (("Police in Lyon", "that two arrests had been made", "fact"),),
    ),
    (
        "The judge dismissed the complaint as baseless.",
        (("The judge", "the complaint as baseless", "denial"),),
    ),
    (
        "Brazilian President Luisa Prado vowed on Sunday to end illegal logging.",
        (("Brazilian President Luisa Prado", "to end illegal logging", "commitment"),),
    ),
    (
        "Farmers' groups have demanded compensation for the flooded fields.",
        (("Farmers' groups", "compensation for the flooded fields", "call"),),
    ),
    (
        "Washington condemned the coup and called for the release of the prime minister.",
        (
            ("Washington", "the coup", "evaluation"),
            ("Washington", "the release of the prime minister", "call"),
        ),
    ),
    (
        "Economists expect the currency to recover by autumn.",
        (("Economists", "the currency to recover by autumn", "prediction"),),
    ),
    (
        "The union's leader, Marek Dol, told delegates that the strike would go on.",
        (("Marek Dol", "that the strike would go on", "prediction"),),
    ),
    ("Data from the ministry show that births fell again.", ()),
    (
        "It was not clear who had fired the shots, said a diplomat who was at the scene.",
        (("a diplomat", "It was not clear who had fired the shots", "fact"),),
    ),
    (
        "“We were told to leave within an hour,” recalled Amina Sow, 34, whose house burnt down.",
        (("Amina Sow", "“We were told to leave within an hour,”", "fact"),),
    ),
    (
        "Doctors warned of a shortage of blood.",
        (("Doctors", "of a shortage of blood", "prediction"),),
    ),
    ("The spokesman refused to say whether the hostages were alive.", ()),
    (
        "Seoul has often urged Pyongyang to return to talks, but Pyongyang rejected the offers.",
        (
            ("Seoul", "to return to talks", "call"),
            ("Pyongyang", "the offers", "rejection"),
        ),
    ),
    (
        "The opposition described the vote as “neither free nor fair”.",
        (("The opposition", "the vote as “neither free nor fair”", "evaluation"),),
    ),
    (
        "In an interview with a radio station, the bishop expressed support for the strikers.",
        (("the bishop", "support for the strikers", "position"),),
    ),
    (
        "The airline apologised and said it would refund all passengers.",
        (("The airline", "it would refund all passengers", "commitment"),),
    ),
    (
        "The rebels claimed responsibility for the attack.",
        (("The rebels", "responsibility for the attack", "fact"),),
    ),
    (
        "Analysts say that Ankara wants to be seen as a mediator.",
        (("Analysts", "that Ankara wants to be seen as a mediator", "position"),),
    ),
    (
        "No group has claimed the bombing, police said.",
        (("police", "No group has claimed the bombing", "fact"),),
    ),
    (
        "Tehran insists its programme is peaceful.",
        (("Tehran", "its programme is peaceful", "position"),),
    ),
    (
        "She hailed the deal as a turning point.",
        (("She", "the deal as a turning point", "evaluation"),),
    ),
    (
        "The prime minister's critics accuse her of ignoring the regions.",
        (("The prime minister's critics", "ignoring the regions", "accusation"),),
    ),
    ("“No comment,” was all that the minister said.", ()),
    (
        "The council rejected claims by residents that the water was unsafe.",
        (("The council", "claims by residents that the water was unsafe", "rejection"),),
    ),
    ("The singer added two dates to her tour.", ()),
    ("The column supports the roof of the chapel.", ()),
    ("A claim for damages was filed in March.", ()),
    ("The stated aim of the law is to protect savers.", ()),
    (
        "The company reported a loss of two million euros.",
        (("The company", "a loss of two million euros", "fact"),),
    ),
    ("Rain is expected to continue until Thursday.", ()),
    ("He was accused of spying for a foreign power.", ()),
    (
        "The film was praised by critics.",
        (("critics", "The film", "evaluation"),),
    ),
    ("Voters will be asked to choose a new mayor.", ()),
    ("The treaty, signed in 1922, states that the strait is open to all.", ()),
)
