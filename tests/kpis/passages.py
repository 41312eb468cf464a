"""Invented passages about SEND practice, with the themes that a reader gave them, and a codebook's definitions.

They were written with the codebook in mind, so they are kinder to suggestions than what people write.
"""

DEFINITIONS = {
    "inclusive_teaching": "Inclusive teaching. Lessons and classrooms that work for all pupils: adaptive teaching, "
    "scaffolds, visual supports, seating, tasks and materials changed in the classroom.",
    "early_identification": "Early identification. Needs noticed and checked early: screening, checklists, concerns "
    "raised, assessment, support before waiting for a referral.",
    "working_with_families": "Working with families. Parents and carers listened to and involved: meetings, "
    "conversations at home, trust, information, decisions made together with the family.",
    "leadership": "Leadership. Heads, governors and senior leaders give inclusion priority: strategy, budget, time, "
    "staffing, policy, training for all staff.",
    "transition": "Transition. Moves between schools, phases and into adulthood: Year 6 to Year 7, starting Reception, "
    "college, visits before the move, plans passed on.",
    "wellbeing": "Wellbeing. Feeling safe, calm and well: anxiety, emotions, behaviour, mental health, quiet spaces, "
    "attendance, staff wellbeing.",
    "pupil_voice": "Pupil voice. Children and young people say what helps them and are heard: surveys, panels, "
    "choosing, their own words, taking part in reviews.",
    "working_together": "Working together. Schools in the cluster share practice: visits to one another, peer review, "
    "joint training, coaching, advice from specialists and partners.",
}
PASSAGES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (text, frozenset(themes.split()))
    for text, themes in (
        ("We now scaffold every writing task and keep visual supports on each table.", "inclusive_teaching"),
        ("Teachers adapt their lessons instead of handing out easier worksheets.", "inclusive_teaching"),
        ("Seating plans were changed so that Amir can see the board and my face.", "inclusive_teaching"),
        (
            "A language screening in the first half term found six children we would have missed.",
            "early_identification",
        ),
        ("Concerns are raised by week six, and support starts without waiting for a referral.", "early_identification"),
        ("The checklist meant that my worry about his speech was assessed before spring.", "early_identification"),
        ("Parents come to the drop-in because nobody judges them there.", "working_with_families"),
        ("We ring home with good news first, and trust has grown with several families.", "working_with_families"),
        ("Mum wrote the plan with us; the family's decisions come first.", "working_with_families"),
        ("Carers were invited to the review meeting and set its agenda.", "working_with_families"),
        ("Governors ask about inclusion at every meeting and found money in the budget.", "leadership"),
        ("Our head has put SEND first in the school's strategy, and all staff are trained.", "leadership"),
        ("Senior leaders protected two afternoons a week for the SENCO.", "leadership"),
        ("Year 6 pupils visited the secondary three times before they moved up.", "transition"),
        ("The move from nursery to Reception was planned with both schools, and plans were passed on.", "transition"),
        ("He starts college in September and has met his tutor on two visits.", "transition"),
        ("The calm room has cut the number of outbursts, and she feels safe again.", "wellbeing"),
        ("Anxiety about assembly was keeping him at home; attendance is back over 90 %.", "wellbeing"),
        ("Check-ins on emotions every morning, and far less challenging behaviour.", "wellbeing"),
        ("Children chose what the quiet space should look like and drew it for us.", "pupil_voice wellbeing"),
        ("Young people told the panel in their own words what helps them.", "pupil_voice"),
        ("Pupils take part in their reviews and say what should change.", "pupil_voice"),
        ("SENCOs from four schools in the cluster visit one another and share what works.", "working_together"),
        ("The peer review gave us honest advice from colleagues in other schools.", "working_together"),
        ("Joint training with the special school, then coaching for our assistants.", "working_together"),
        ("The photocopier has been broken since October.", ""),
        ("Parking is difficult on Tuesdays, so the minibus leaves from the side gate.", ""),
        ("Please send invoices to the office by the 25th.", ""),
    )
)
