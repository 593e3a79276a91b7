"""All members are in a group with a convenor: who is in none is asked to nothing (kailu 四15)."""

import pytest

from constraints.liaison_groups import RULE
from planner.domain import LiaisonGroup, Problem
from tests.builders import kailu_county, member, plan
from tests.constraints.programmes import texts


def county_of(groups: tuple[LiaisonGroup, ...], **of_fifth: object) -> Problem:
    """Five members of 东组, the fifth with changes."""
    members = [member(n, liaison_group="东组") for n in range(1, 5)]
    members.append(member(5, **({"liaison_group": "东组"} | of_fifth)))
    return kailu_county([RULE], liaison_groups=groups, members=tuple(members))


EAST = LiaisonGroup(name="东组", convenor="M001", convenor_name="委员1")


def test_everyone_in_a_group_with_a_convenor_is_right() -> None:
    assert RULE.check(plan(), county_of((EAST,))).holds


@pytest.mark.parametrize(
    ("groups", "fifth", "words"),
    [
        ((EAST,), {"liaison_group": ""}, "1 名委员没有联络活动组：M005"),
        ((EAST,), {"liaison_group": "南组"}, "联络活动组“南组”不在"),
        ((EAST, LiaisonGroup(name="西组", convenor="M002")), {}, "“西组”没有委员"),
        ((LiaisonGroup(name="东组"),), {}, "“东组”的召集人没有填"),
        (
            (LiaisonGroup(name="东组", convenor="某人", convenor_name="某人"),),
            {},
            "召集人“某人”不是委员",
        ),
    ],
)
def test_who_or_what_is_missing_is_named(
    groups: tuple[LiaisonGroup, ...], fifth: dict[str, object], words: str
) -> None:
    assert words in texts(RULE.check, plan(), county_of(groups, **fifth))


def test_members_of_higher_levels_need_no_group_and_without_groups_the_sectors_stand() -> None:
    assert RULE.check(plan(), county_of((EAST,), liaison_group="", level="市")).holds
    verdict = RULE.check(plan(), county_of((), liaison_group=""))
    assert verdict.holds
    assert "按界别" in verdict.notes[0]
