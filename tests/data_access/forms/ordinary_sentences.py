"""What people write in such a programme, ordinary and with something in it that names a child or a family."""

from tests.data_access.forms.test_personal_data import CAUGHT, ORDINARY

MORE_ORDINARY = """\
The SENCO network met at 4 pm on Thursday 6 November 2025 in the hall at Thistley Hough.
Six of 8 families said the coffee morning was worth the trip from ST postcodes across the city.
Staff used Zones of Regulation with 3 classes for 12 weeks.
The trust's inclusion lead visited on 14/01/2026, 11/02/2026 and 18/03/2026.
Pupils in 4R and 5T mapped quiet places; 27 of 58 chose the library.
Attendance of the group: 82.3 %, 85.1 %, 88.0 %, 90.4 % over four half terms.
Our action plan has 14 actions, 9 of them done by Easter 2026.
Mr Hughes and Miss Begum shared the timetable in September.
We bought 30 pairs of ear defenders for £412.50 (invoice 2025/00417).
Year 11 leavers of July 2026 all had a place for September.
DfE number 861/3497, URN 124077, pupils on roll 418 on the census day.
Suspensions: 12, 9, 7 and 4 in the last four terms.
The room is open from 8.15 to 8.45 and again from 12.10 to 13.00.
Since 2024-09-02 every new starter has been seen within 10 school days.
Reception baseline 2025: 41 % at the expected level, 2024: 38 %.
The Autumn Inclusion Conference, 21 November 2025, had 164 guests.
Everyone who came on 3rd March 2026 asked for a second session.
Stage 2 of the pathway takes 20 days; stage 3 takes 35.
Parents told us they "finally know who to ring".
A child in Key Stage 1 now joins assembly for ten minutes.
The Larkford SEND Partnership, 12 May 2025, agreed the shared values.
ASQ-3 was used at 24 and 27 months; 18 families took part.
Group B went from 81.5 to 88.25 on average (SD 10.0 and 11.5, n = 12).
Ofsted's letter of 9 October 2024 named behaviour as a strength.
We meet in E12 or S4 on alternate Mondays.
Level 2 training: 100 % of assistants by 31/08/2026.
Governors had the paper of 8.12.2025 and a two-page summary.
Of the £24,500 top-up, £18,000 went to a speech and language therapist for 0.4 FTE.
Lunch club numbers: Mon 14, Tue 17, Wed 11, Thu 19, Fri 12.
The audit tool has 8 areas, 4 levels and 64 questions.
Two of the three pupils returned to full timetables within 6 weeks.
We borrowed the sensory trolley from the special school (loan no. 0042).
The helpline took 1,204 calls in 2025, 31 of them from our cluster.
Teachers said the 5-point scale helped most in P.E. and music.
Work experience for 16 to 19 year olds began on 5 May.
St Thomas More and St Joseph's swapped classrooms for a morning.
"I can read what I am sent," wrote a parent.
Class teachers keep a one-page profile in a red folder.
Dates for your diary: 12/11/2025, 10/12/2025, 14/01/2026 and 11/02/2026.
The app costs £3.99 a month for each class.
In cohort 7 (n = 33) 29 finished the course.
By week 30 the waiting list was down from 112 to 64 children.
Playground zones were repainted in April for £1,950.
The educational psychologist spent 6.5 days with us.
We wrote to all 212 families on 1 September and 61 replied.
PECS, Makaton and Numicon are in every room.
The link governor came on 22 January and on 26 March.
Version 3.2 of the toolkit replaced 2.9 on 2 Feb 2026.
Section 19, section 42 and regulation 51 were discussed.
Bus 21 stops outside; the session ends at 15:20.
Our data manager checked codes B, C, D and K against the register.
EYFS profile: GLD 67.4 in 2025.
One teacher tried "chunking" in maths for 4 weeks and kept a diary.
The cluster covers Bentilee, Abbey Hulton and Milton.
Minutes of 17 June 2025 are kept by the partnership.
Phase 1 ended on 31 May 2026, phase 2 began on 1 June 2026.
Annual reviews on time: 93 of 97.
We will look again in 3 months' time.
A dog visits on Fridays; 40 children have read to it.
Rooms 101 to 104 got new blinds.""".splitlines()
MORE_CAUGHT = """\
His date of birth is 14/09/2016.
DOB: 2 June 2018
d.o.b. 02.06.2018
She was born on the 4th of July 2015 in this city.
Born 7 Jan 2017, he started in Reception.
Kayleigh Turner, 12/03/2015, joined the group.
Mohammed Ali Khan (2 May 2014) moved to Year 7.
Zofia Nowak - 30.11.2016 - needs a translator.
Leo O'Brien; 2013-02-17
Amelia-Rose Smith 1 August 2017
mum's number is 07911 123456
Text dad on 07911123456.
Ring grandma, +447911 123 456
Home: 01782 123456
home phone (01782) 123456
0044 7911 123456 is the aunt
Office 020 7946 0958 after 4
email jmum82@gmail.example.com
Write to the.family+school@mail.example.org
contact: K_Turner@example.co.uk
They moved to ST6 5UD in March.
lives at 14 Hill Street, ST3 1AB
postcode st1 4ds
family home B1 1AA
flat in M13 9PL
NHS number 943 476 5919
nhs 9434765919 on the form
943-476-5919
The letter quotes NHS No 401 023 2137
NHS number: 4010232137
UPN H801200001001
upn h801200001001 was on the list
Pupil H801200001001, Year 4
Jack Smith (03/05/2019), tel 07700 900123
Aisha B, born 03/05/2019
D.O.B 3-5-2019
date of birth 3rd May 2019
Jack Smith, 3 May 2019, ST4 2DE
his mother (07700 900 456) agreed
to s.k.carer@example.net by Friday
her GP has 485 777 3457 for her""".splitlines()
ALL_ORDINARY = [*ORDINARY, *MORE_ORDINARY]
ALL_CAUGHT = [*(text for text, _ in CAUGHT), *MORE_CAUGHT]
