"""What people say and what shows that practice has changed, the slow way."""

from collections import Counter

from data_access.vocabulary import ABOUT_THE_SESSION, Audience, EvidenceKind, Item
from tests.kpis.oracle import Counts, Oracle, Place
from tests.kpis.world import Response, Round

Share = tuple[Counts, Counts]


class Voices:
    """What the measures of one period are; `who` knows who counts in it."""

    def __init__(self, who: Oracle) -> None:
        self.who, self.world = who, who.world

    def said(self, audience: Audience, item: Item) -> list[tuple[Place, int]]:
        """Every answer of the period, and where it counts."""
        return [
            (self._place(response), response.answers[item])
            for response in self.world.responses
            if response.audience == audience and item in response.answers and self.who.is_in(response.answered_on)
        ]

    def _place(self, about: Response | Round) -> Place:
        return self.who.place(None, about.cluster) if about.urn is None else self.who.of_setting(about.urn)

    def positive(self, audience: Audience, item: Item) -> Share:
        said = self.said(audience, item)
        return Counter(place for place, value in said if value >= 4), Counter(place for place, _ in said)

    def of_value(self, audience: Audience, item: Item, point: int) -> Share:
        said = self.said(audience, item)
        return Counter(place for place, value in said if value == point), Counter(place for place, _ in said)

    def scores(self, audience: Audience | None = None, item: Item | None = None) -> Share:
        """Feedback on sessions: points added up, and how many answers."""
        points, answers = Counts(), Counts()
        for who in Audience:
            for what in ABOUT_THE_SESSION:
                if audience in (None, who) and item in (None, what):
                    for place, value in self.said(who, what):
                        points[place] += value
                        answers[place] += 1
        return points, answers

    def response_rate(self, audience: str | None = None) -> Share:
        answered, invited = Counts(), Counts()
        for asked in self.world.rounds:
            if self.who.is_in(asked.closes_on) and audience in (None, asked.audience):
                came = sum(self._answers(asked, response) for response in self.world.responses)
                invited[self._place(asked)] += asked.invited
                answered[self._place(asked)] += min(came, asked.invited)
        return +answered, invited

    def _answers(self, asked: Round, response: Response) -> bool:
        day = response.answered_on
        if response.audience != asked.audience or not asked.opens_on <= day <= asked.closes_on:
            return False
        if asked.urn is not None or response.urn is None:
            return response.urn == asked.urn and (asked.urn is not None or response.cluster == asked.cluster)
        return any(
            stay.cluster == asked.cluster and stay.joined_on <= day and (stay.left_on is None or day <= stay.left_on)
            for stay in self.world.stays
            if stay.urn == response.urn
        )

    def approved(self, *kinds: str) -> Counts:
        return Counter(
            self.who.of_setting(piece.urn)
            for piece in self.world.pieces
            if piece.kind in kinds and piece.approved_on is not None and self.who.is_in(piece.approved_on)
        )

    def with_evidence(self, *kinds: str) -> Share:
        have = {place[3] for place in self.approved(*(kinds or EvidenceKind))}
        members = self.who.members()
        return Counter({place: 1 for place in members if place[3] in have}), members
