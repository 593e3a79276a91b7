"""Rule profiles and emphases: data files, one a source document (TOML beside this module)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from constraints import RULES
from constraints.book import RULE_BOOK
from constraints.rooms import ROOM_RULES
from constraints.rule import Rule
from planner.domain import Emphasis, EmphasisStage, Form, ParameterValue, Problem

FOLDER = Path(__file__).parent / "profiles"
DEFAULT_EMPHASIS = "均衡"


@dataclass(frozen=True)
class Profile:
    """A source document as data: its forms, the rules it puts in force, its numbers."""

    id: str
    name: str
    document: str
    forms: tuple[Form, ...]
    rules: tuple[str, ...]
    parameters: tuple[ParameterValue, ...]
    of_county: tuple[str, ...] = ()
    """The rules that a profile of rooms asks of the county above them."""

    @property
    def is_grassroots(self) -> bool:
        """Whether its sessions are those of rooms."""
        return all(form.is_grassroots for form in self.forms)


def profile_ids() -> tuple[str, ...]:
    """Return the ids of the profiles there are, in order."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml") if p.stem != "emphases"))


@cache
def load_profile(profile_id: str) -> Profile:
    """Return a profile by id.

    Raises
    ------
    FileNotFoundError
        Where there is no profile of that id.
    """
    data = tomllib.loads((FOLDER / f"{profile_id}.toml").read_text(encoding="utf-8"))
    parameters = tuple(
        ParameterValue(
            rule=rule,
            name=name,
            form="" if form == "all" else form,
            value=_frozen(entry["value"]),
            source=f"{profile_id} {entry['source']}" if entry["source"] else "约定",
        )
        for form, rules in data.get("parameters", {}).items()
        for rule, names in rules.items()
        for name, entry in names.items()
    )
    forms = tuple(Form(**form) for form in data["forms"])
    known = {rule.id for rule in (ROOM_RULES if forms[0].is_grassroots else RULES)}
    return Profile(
        id=data["id"],
        name=data["name"],
        document=data["document"],
        forms=forms,
        rules=tuple(rule for rule in data["rules"] if rule in known),
        parameters=parameters,
        of_county=tuple(data.get("of_county", ())),
    )


def find_profile(name_or_id: str) -> Profile | None:
    """Return the profile of that id or Chinese name, or None."""
    for profile_id in profile_ids():
        profile = load_profile(profile_id)
        if name_or_id in (profile.id, profile.name):
            return profile
    return None


def profile_groups(profiles: Iterable[Profile]) -> tuple[tuple[Profile, ...], ...]:
    """Return the profiles whose numbers hold together: those of the county, then each of rooms."""
    profiles = tuple(profiles)
    county = tuple(p for p in profiles if not p.is_grassroots)
    below = tuple((p,) for p in profiles if p.is_grassroots)
    return (county, *below) if county else below


def default_parameters(rules: Iterable[Rule] = RULES) -> tuple[ParameterValue, ...]:
    """Return the rules' own defaults: what is agreed (约定) where no document says a number."""
    return tuple(
        ParameterValue(rule=rule.id, name=p.name, value=p.default, source="约定")
        for rule in rules
        for p in rule.parameters
    )


def county_rules(profiles: Iterable[Profile]) -> dict[str, str]:
    """Return the rules in force for the county itself, each with its documents and articles.

    Those of its own profiles, and what the rooms' profiles ask of the county above them.
    """
    profiles = tuple(profiles)
    own = tuple(p for p in profiles if not p.is_grassroots)
    asked = tuple(p for p in profiles if p.of_county)
    in_force = {rule for p in own for rule in p.rules} | {r for p in asked for r in p.of_county}
    sources = rule_sources(own)
    theirs = rule_sources((*own, *asked))
    sources |= {rule: theirs[rule] for p in asked for rule in p.of_county}
    return {rule.id: sources[rule.id] for rule in RULES if rule.id in in_force}


def rule_sources(profiles: Iterable[Profile], rules: Iterable[Rule] = RULES) -> dict[str, str]:
    """Return rule id → the documents and articles in force, e.g. "anhua 二4、三(二)1".

    A rule that holds in every profile and that none of these documents writes down refers to
    those that do, e.g. "参照 farm 6".
    """
    ids = [p.id for p in profiles]
    sources: dict[str, str] = {}
    for rule in rules:
        cited = [f"{i} {rule.sources[i]}" for i in ids if rule.sources.get(i)]
        elsewhere = [f"参照 {i} {article}" for i, article in rule.sources.items()]
        sources[rule.id] = "；".join(cited or elsewhere) or "约定"
    return sources


def rule_scopes(profiles: Iterable[Profile]) -> dict[str, frozenset[str]]:
    """Return rule id → the forms it holds for, for the rules that not every profile in force has.

    A rule of one profile binds that profile's forms; a form that two profiles share is bound by
    the rules of both. Rules that look at the whole year (`Rule.scoped`) bind all.
    """
    profiles = tuple(profiles)
    every = frozenset(form.id for p in profiles for form in p.forms)
    scopes = {
        rule: frozenset(form.id for p in profiles if rule in p.rules for form in p.forms)
        for rule in dict.fromkeys(rule for p in profiles for rule in p.rules)
        if RULE_BOOK[rule].scoped
    }
    return {rule: forms for rule, forms in scopes.items() if forms != every}


@cache
def load_emphases() -> dict[str, Emphasis]:
    """Return the emphases that come with the program, by name, the default first.

    One that does not say how rooms are planned plans them as the first does.
    """
    data = tomllib.loads((FOLDER / "emphases.toml").read_text(encoding="utf-8"))
    shared = data["emphasis"][0]
    return {
        entry["name"]: Emphasis(
            name=entry["name"],
            **{
                part: tuple(EmphasisStage(**stage) for stage in entry.get(part, shared[part]))
                for part in ("stages", "rooms", "belonging")
            },
        )
        for entry in data["emphasis"]
    }


def emphases_of(problem: Problem) -> tuple[Emphasis, ...]:
    """Return the emphases a county may plan under: the one it chose first, then its own, then ours."""
    known = (problem.emphasis, *problem.own_emphases, *load_emphases().values())
    found: dict[str, Emphasis] = {}
    for emphasis in known:
        found.setdefault(emphasis.name, emphasis)
    return tuple(found.values())


def _frozen(value: Any) -> int | str | tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else value
