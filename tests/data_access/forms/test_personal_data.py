"""What is questioned before it is saved, and that ordinary prose is not."""

import random
from datetime import date

import pytest

from data_access.forms import personal_data
from data_access.forms.personal_data import CHECK_LETTERS, Finding, Found, findings, questions

TODAY = date(2026, 11, 22)

ORDINARY = """\
Twenty-three of the 29 settings came to the Central cluster meeting on 16 October 2025, from 09:30 to 13:00.
Attendance rose from 87.4% to 91.2% between September 2025 and July 2026.
Abbey Hill School and College (URN 124494) shared its sensory room with two primaries.
By week 12 of 39 every class had a one-page profile for each pupil at SEN support.
The cluster agreed £15,000 for each school and kept £210,000 in reserve.
Suspensions fell from 1,111 in 2024/25 to 902 in 2025/26.
Mrs Green, the SENCO at Haywood Academy, led the training on 18 November 2026.
Haywood Academy, 12 March 2024: the inspectors praised inclusion.
Ofsted visited on 03/12/2023 and again on 14/05/2025.
Staff rated their confidence 4 out of 5, up from 2.8.
The nurture group runs on Mondays, Wednesdays and Fridays from 13:15 to 14:45.
In Year 3 and Year 4 (KS2) there were 14 children with speech and language needs.
We used the EHC plan's section F to agree three outcomes.
EHC plans were issued within 20 weeks in 32.8 % of cases in 2024.
The Code of Practice (2015), paragraphs 9.39 to 9.44, sets the timescales.
See reference 2026-11-18-cluster-meeting-central for the register.
St Peter's Academy and The Co-op Academy met on 5 January 2026 and on 23 February 2026.
The headteacher said that "the children now walk in smiling".
Between 2019 and 2025 requests went from 394 to 860.
The room cost £1,234,567.89 less than a new unit would have.
Pupil premium of £1,480 for each of 112 pupils came to £165,760.
The first cohort of 2,031 pupils at SEN support was reviewed in Autumn Term 2025.
A parent told us: "I was listened to for the first time in 10 years."
Budget code 4012345678 was closed in April.
URNs 124494, 140123, 136789 and 147012 were in the first group.
The A500 corridor schools meet in room B12 on the 2nd floor.
Of 48 settings, 41 (85 %) took part; 4 more than last year.
Reading ages rose by 14 months in 9 months, with an effect size of 0.42.
Class 3B and class 4C share an assistant from 1st December to 2nd February.
UKPRN 10012345 belongs to the trust.
The project ran from 2025-09-01 to 2026-07-20.
We learned that 3 x 20 minutes a week is better than 1 x 60.
North Cluster Launch, 4 September 2024, was the beginning.
Ms Patel and Mr Okafor planned the handover in June 2026.
The grant of 0.5 FTE was extended to 1.0 FTE from 01/09/2026.
Early Years staff used WellComm, ELKLAN and Makaton.
P4 and P5 in the 3rd week of term; M6 was shut, so 2 staff joined online.
Attendance codes: /, L, N, O and U were compared over 190 sessions.
It took 6 weeks (42 days) and 11 visits.
SEN2 was sent on 15 January 2026; the School Census followed on 15 May 2026.
Phone calls home fell from 31 a week to 4.
The email list has 120 people on it; the postcode lottery is over.""".splitlines()

CAUGHT = [
    ("Jack Smith (03/05/2019) was moved to Year 2.", Found.DATE_OF_BIRTH),
    ("We met the family of Aisha Begum, 14 March 2016.", Found.DATE_OF_BIRTH),
    ("Tom O'Neil-Price - 2012-07-30 - joined us.", Found.DATE_OF_BIRTH),
    ("DOB 03.05.19 according to the form", Found.DATE_OF_BIRTH),
    ("he was born on 3rd May 2019", Found.DATE_OF_BIRTH),
    ("Date of birth: 3/5/2019", Found.DATE_OF_BIRTH),
    ("Call 07700 900123 after school", Found.PHONE_NUMBER),
    ("ring 01782 234567", Found.PHONE_NUMBER),
    ("ring (01782) 234 567", Found.PHONE_NUMBER),
    ("her mobile is +44 7700 900123", Found.PHONE_NUMBER),
    ("07700-900-123", Found.PHONE_NUMBER),
    ("write to mum.of.jack+school@example.co.uk please", Found.EMAIL),
    ("they live at ST4 2DE", Found.POSTCODE),
    ("they live at st42de now", Found.POSTCODE),
    ("SW1A 1AA is not here", Found.POSTCODE),
    ("NHS 943 476 5919", Found.NHS_NUMBER),
    ("NHS no. 9434765919.", Found.NHS_NUMBER),
    ("UPN H801200001001 is on roll", Found.UPN),
]


@pytest.mark.parametrize(("text", "kind"), CAUGHT)
def test_what_could_name_a_child_is_questioned(text: str, kind: Found) -> None:
    assert [finding.kind for finding in findings(text, TODAY)] == [kind]


@pytest.mark.parametrize("sentence", ORDINARY)
def test_ordinary_sentence_passes(sentence: str) -> None:
    assert findings(sentence, TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Jane Smith",
        "mrs smith",
        "MR O'NEIL",
        "Dr Patel",
        "SENCO (Ms. Begum-Price)",
        "Miss A",
        "Sir Thomas Boughey",
        "Year lead, Mx Lee",
    ],
)
def test_title_and_name_are_questioned_where_a_role_is_asked_for_and_nowhere_else(text: str) -> None:
    assert [finding.kind for finding in findings(text, TODAY, is_role=True)] == [Found.TITLE_AND_NAME]
    assert "Give a role, such as SENCO, or confirm that it is nobody's name." in questions(text, is_role=True)[0]
    assert findings(text, TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "SENCO",
        "Headteacher of Sir Stanley Matthews Academy",
        "Miss Smith Nursery, manager",
        "Lead for those who miss lessons",
        "MS Teams lead",
        "Dr",
        "AB",
        "Coach for East",
        "Head of Year 7",
    ],
)
def test_roles_are_not_taken_for_names(text: str) -> None:
    assert findings(text, TODAY, is_role=True) == []


def test_there_are_enough_ordinary_sentences_and_all_of_them_in_one_text_pass() -> None:
    assert len(ORDINARY) >= 40
    assert findings("\n".join(ORDINARY), TODAY) == []
    assert findings(" ".join(ORDINARY), TODAY) == []


def upn(serial: int) -> str:
    """A true one, by the Department's rule: weights 2 to 13, remainder after division by 23."""
    digits = f"861{serial:09d}"
    total = sum((position + 2) * int(digit) for position, digit in enumerate(digits))
    return f"{'ABCDEFGHJKLMNPQRTUVWXYZ'[total % 23]}{digits}"


def test_upn_is_recognised_by_its_check_letter_alone() -> None:
    for serial in random.Random(1).sample(range(10**9), 50):
        true = upn(serial)
        assert [finding.kind for finding in findings(f"Number {true}.", TODAY)] == [Found.UPN]
        for letter in set(CHECK_LETTERS) - {true[0]}:
            assert findings(f"Number {letter}{true[1:]}.", TODAY) == []


def test_nhs_number_is_recognised_by_its_check_digit_alone() -> None:
    for start in random.Random(2).sample(range(400_000_000, 500_000_000), 50):
        remainder = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(str(start))) % 11
        check = {11: 0}.get(remainder, remainder)
        found = {last for last in range(10) if findings(f"number {start}{last} here", TODAY)}
        assert found == ({check} if check < 10 else set())


def test_finding_says_where_it_is() -> None:
    text = "Ring 01782 234567 or write to a@example.org."
    assert findings(text, TODAY) == [
        Finding(5, 17, Found.PHONE_NUMBER),
        Finding(30, 43, Found.EMAIL),
    ]


def test_question_names_the_kind_and_the_word_and_never_the_text() -> None:
    asked = questions("Please ring 01782 234567 today")
    assert asked == [
        "This looks like a phone number (word 3). Remove it, or confirm that it is not about a child or family."
    ]


def test_long_text_of_digits_is_read_in_no_time_worth_mentioning() -> None:
    assert findings("0" * 4000, TODAY) == []
    assert findings("A " * 2000, TODAY) == []
    assert findings("Aa " * 1300, TODAY) == []


def test_nothing_leaves_the_module_but_kinds_and_positions(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(Finding.__dataclass_fields__) == {"start", "end", "kind"}
    assert not hasattr(personal_data, "logging")
    questions("Jack Smith (03/05/2019), 07700 900123")
    assert capsys.readouterr() == ("", "")
