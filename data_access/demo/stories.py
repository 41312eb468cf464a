"""The invented case studies: title, themes, context, what was done, impact."""

from data_access.vocabulary import Theme

Story = tuple[str, tuple[Theme, ...], str, str, str]

STORIES: tuple[Story, ...] = (
    (
        "A calmer start to the day",
        (Theme.WELLBEING, Theme.WORKING_WITH_FAMILIES),
        "Several pupils in Key Stage 2 found the first half hour of the day hard, and families were often called in.",
        "Staff opened a quiet room from 8:30 with breakfast and a familiar adult, and agreed a plan with each family.",
        "Late starts in the group halved within a half term, and no family has been called in since January.",
    ),
    (
        "One page that everyone uses",
        (Theme.INCLUSIVE_TEACHING, Theme.LEADERSHIP),
        "Supply staff and lunchtime supervisors did not know what worked for which pupil.",
        "The SENCO wrote one-page profiles with pupils, in their words, and leaders made time to read them.",
        "Staff report fewer incidents at changeover, and pupils ask for their page to be updated.",
    ),
    (
        "Hearing need earlier in Nursery",
        (Theme.EARLY_IDENTIFICATION,),
        "Speech and language needs were often picked up only in Reception.",
        "Practitioners were trained in a short screening tool and shared results with the cluster's speech therapist.",
        "Eleven families had advice at least two terms earlier than in the year before.",
    ),
    (
        "Walking to the next school together",
        (Theme.TRANSITION, Theme.WORKING_TOGETHER),
        "Moves from Year 6 to Year 7 were hard for pupils at SEN support.",
        "Two primaries and a secondary ran six shared afternoons and passed on plans face to face.",
        "All of the group were in school every day of the first fortnight.",
    ),
    (
        "SENCOs who no longer work alone",
        (Theme.WORKING_TOGETHER, Theme.LEADERSHIP),
        "Four SENCOs new to the role had nobody to ask.",
        "They met fortnightly with a coach, brought one question each, and visited one another's schools.",
        "All four say that they now settle most questions before they become requests.",
    ),
    (
        "What pupils told us about the playground",
        (Theme.PUPIL_VOICE, Theme.WELLBEING),
        "Behaviour incidents clustered at lunchtime.",
        "A pupil panel mapped the places they avoided; staff moved two games and added a quiet corner.",
        "Lunchtime incidents fell from about nine a week to three.",
    ),
    (
        "Maths without the worry",
        (Theme.INCLUSIVE_TEACHING,),
        "Pupils with working memory difficulties gave up on multi-step problems.",
        "Teachers tried worked examples with one step faded at a time, after cluster training.",
        "Book looks show more finished problems in every class that tried it.",
    ),
    (
        "Coffee, questions and no jargon",
        (Theme.WORKING_WITH_FAMILIES,),
        "Few families came to meetings about SEN support.",
        "A monthly drop-in with the SENCO and a parent from the forum, with a glossary on every table.",
        "Between 12 and 20 families come each month, twice as many as came to the old meetings.",
    ),
    (
        "From exclusion to a timetable that works",
        (Theme.WELLBEING, Theme.LEADERSHIP),
        "Three pupils were at risk of permanent exclusion in the autumn.",
        "The cluster's solution-focused discussion led to a shared plan with the pupil referral unit.",
        "None was excluded, and all three are on full timetables.",
    ),
    (
        "Reading every day at the special school and next door",
        (Theme.WORKING_TOGETHER, Theme.INCLUSIVE_TEACHING),
        "Mainstream staff wanted to see how reading is taught to pupils with complex needs.",
        "Teachers swapped classrooms for a morning a week and planned together.",
        "Two approaches are now in use in the mainstream school's own lessons.",
    ),
    (
        "Spotting need in the first six weeks",
        (Theme.EARLY_IDENTIFICATION, Theme.INCLUSIVE_TEACHING),
        "Reception teachers waited until spring to raise concerns.",
        "A shared checklist at six weeks, discussed with the SENCO and the family the same week.",
        "Support began before Christmas for every child identified.",
    ),
    (
        "Preparing for college from Year 9",
        (Theme.TRANSITION, Theme.PUPIL_VOICE),
        "Pupils knew little about what came after school.",
        "Taster days at the college, chosen by pupils, with a named person at both ends.",
        "All pupils in the group named a course that they want to try.",
    ),
    (
        "A governing board that asks better questions",
        (Theme.LEADERSHIP,),
        "Governors saw SEND figures once a year.",
        "A half-termly page with attendance, suspensions and progress, and one visit a term.",
        "The board moved money to a second teaching assistant trained in communication.",
    ),
    (
        "Quiet corners in every classroom",
        (Theme.WELLBEING, Theme.INCLUSIVE_TEACHING),
        "Pupils left lessons when it became too loud.",
        "Each class made a low-stimulation corner with its pupils and agreed how to use it.",
        "Time out of lessons fell by about a third over two half terms.",
    ),
    (
        "A key person for every family",
        (Theme.WORKING_WITH_FAMILIES, Theme.EARLY_IDENTIFICATION),
        "Families told the same story to many people.",
        "The nursery named one person for each family, who passes on what they agree.",
        "Families in the survey say that they feel listened to.",
    ),
    (
        "Learning walks between schools",
        (Theme.WORKING_TOGETHER,),
        "Leaders had not seen inclusion in one another's schools.",
        "Three schools walked through each other's classrooms with the same four questions.",
        "Each school picked one thing to copy, and all three are in place.",
    ),
    (
        "A timetable in pictures",
        (Theme.INCLUSIVE_TEACHING, Theme.PUPIL_VOICE),
        "Changes to the day upset some pupils.",
        "Pupils designed a visual timetable that is the same in every room.",
        "Pupils say they feel ready for changes, and use the timetable by themselves.",
    ),
    (
        "Supervision for the people who listen",
        (Theme.WELLBEING, Theme.LEADERSHIP),
        "Pastoral staff carried a heavy load.",
        "Half-termly supervision in small groups with an outside coach.",
        "Staff absence in the team is lower than in the two years before.",
    ),
    (
        "Talking before referring",
        (Theme.EARLY_IDENTIFICATION, Theme.WORKING_TOGETHER),
        "Requests for assessment were made before the cluster had been asked.",
        "A weekly half hour in which any teacher may bring a worry to two SENCOs.",
        "Most worries ended with a change in the classroom.",
    ),
    (
        "Homework that families can help with",
        (Theme.WORKING_WITH_FAMILIES,),
        "Homework led to arguments at home.",
        "Families and teachers chose three kinds of task that work at home.",
        "Still being written up.",
    ),
    (
        "A garden that everybody can use",
        (Theme.WELLBEING, Theme.PUPIL_VOICE),
        "The garden was out of reach for pupils who use wheelchairs.",
        "Pupils drew the plan; raised beds and a wide path came from the cluster's money.",
        "Every class uses it weekly.",
    ),
)

# Which of them carry a quotation that may be shared.
QUOTATIONS: dict[int, str] = {
    0: "It is the first school year I have not dreaded the phone ringing.",
    3: "I knew where the toilets were and who would be at the door. That was enough.",
    4: "I have stopped lying awake about it.",
    7: "Nobody used a word I did not know.",
    11: "I chose it myself.",
    16: "If it changes, I can see it change.",
}
