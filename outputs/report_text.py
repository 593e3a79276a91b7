"""What the report says in words: the half page that a chair reads, and the words of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from constraints.load_balance import CPC
from constraints.member_seats import attends_by_office
from outputs.report_names import Names
from outputs.report_numbers import Year
from planner.domain import Member
from planner.plan import Stage
from planner.plan_words import TERMS, stage_word
from planner.spoken import quoted

PROVEN = "已证明：在现有规则下，议题和日程没有更好的安排；在这样的议题和日程下，会前节点和参会人员也没有更好的安排。"
NAMED_WAITING = 8
"""How many of those who wait longest are named in the half page; the table names all."""
NAMED_TOPICS = 3
"""How many of the most important topics left out are named in the half page."""


_PARTS = {
    "summary": (True, True),
    "sessions": (True, False),
    "year": (True, False),
    "load": (True, False),
    "invitations": (True, False),
    "rooms": (False, True),
    "rules": (True, True),
    "reasons": (True, True),
    "proof": (True, True),
}
"""The page's parts in order: whether a county has it, whether rooms do."""


def parts(county: bool, rooms: bool) -> dict[str, str]:
    """Return the numerals 一 … 九 of the parts that the page has."""
    shown = [
        key
        for key, (of_county, of_rooms) in _PARTS.items()
        if (county and of_county) or (rooms and of_rooms)
    ]
    return dict(zip(shown, "一二三四五六七八九", strict=False))


def headline(
    year: Year, county: Year | None, rooms: str, parts: Mapping[str, str], names: Names
) -> list[tuple[str, str]]:
    """Return the half page: a label and a sentence or two each.

    county: the county's own sessions, or None where it has none. rooms: the sentence on the rooms
    below it, or empty. parts: the numerals of the page's parts.
    """
    own = county or year
    of_county = [
        ("会议", _sessions(own, names)),
        ("议题", _topics(own, names)),
        ("承办", _leads(own)),
        ("领导", _leaders(own, names)),
        ("委员", _members(own)),
        ("等候", _waiting(own, names)),
    ]
    return [
        *(of_county if county else [("议题", _topics(year, names))]),
        *([("基层", rooms)] if rooms else []),
        ("日期", calendar(year)),
        ("偏离", _deviations(year, parts["reasons"], names)),
        ("合规", _rules(year, parts["rules"], names)),
        ("结论", proof(year)),
    ]


def _sessions(year: Year, names: Names) -> str:
    if not year.sessions:
        return "计划中没有协商会议。"
    forms = Counter(s.form for s in year.sessions)
    counted = _list(f"{names.form(form)} {forms[form]} 场" for form in year.forms)
    words = f"全年安排{counted}"
    if len(year.forms) > 1:
        words = f"全年安排协商会议和活动 {len(year.sessions)} 场：{counted}；{_items(year, names)}"
    if year.merged:
        merged = "、".join(names.session(s) for s in year.merged)
        words += f"；其中{merged}与全体会议合并进行，不另行召开"
    if year.open:
        words += f"；{len(year.open)} 场议题待定，留给年中新增的议题"
    return words + "。"


def _items(year: Year, names: Names) -> str:
    """Return how many are numbered items of the plan, and what stands in the annex."""
    words = f"其中列入计划编号的 {len(year.items)} 项"
    heard = sum(len(s.topics) for s in year.plenaries)
    if heard:
        words += f"（含全体会议 1 项，协商 {heard} 个事项）"
    if year.agreed:
        forms = Counter(s.form for s in year.agreed)
        parts = _list(f"{names.form(f)} {forms[f]} 场" for f in year.forms if forms[f])
        words += f"，{parts}由双方或界别自行商定议题、列入附表"
    return words


def _topics(year: Year, names: Names) -> str:
    inside = {t.id for t in year.candidates} & set(year.topics_in)
    words = f"候选议题 {len(year.candidates)} 个，列入 {len(inside)} 个"
    if year.mandated:
        missing = [t for t in year.mandated if t.id not in inside]
        words += f"；指定议题 {len(year.mandated)} 个，"
        if missing:
            titles = "、".join(quoted(names.topic(t.id)) for t in missing)
            words += f"未列入 {len(missing)} 个：{titles}"
        else:
            words += "全部列入"
    words += "。"
    if not year.left_out:
        return words
    ranks = Counter(t.importance for t in year.left_out)
    parts = _list(f"重要程度 {rank} 的 {ranks[rank]} 个" for rank in sorted(ranks, reverse=True))
    words += f"未列入 {len(year.left_out)} 个，其中{parts}"
    excluded = sum(t.is_excluded for t in year.left_out)
    if excluded:
        words += f"（含不予协商 {excluded} 个）"
    top = [t for t in year.left_out if t.importance == max(ranks)]
    titles = "、".join(quoted(names.topic(t.id)) for t in top[:NAMED_TOPICS])
    more = "等" if len(top) > NAMED_TOPICS else ""
    return words + f"；未列入的议题中最重要的是{titles}{more}。"


def _leads(year: Year) -> str:
    if not year.leads:
        return "各场会议尚未确定牵头单位。"
    words = "牵头：" + _counts(year.leads)
    idle = [b.name for b in year.problem.bodies if b.kind == "专委会" and not year.leads[b.name]]
    return words + (f"；本年没有牵头的委室：{'、'.join(idle)}。" if idle else "；各委室都有牵头。")


def _leaders(year: Year, names: Names) -> str:
    hosts = _counts({names.leader(i): n for i, n in year.hosts.items()})
    by_office = Counter(s.form for s in year.hosted_by_office)
    others = _list(f"{names.form(f)} {by_office[f]} 场" for f in year.forms if by_office[f])
    if others:
        hosts += f"；另有{others}由专委会负责人、召集人主持"
    charge = _counts({names.leader(i): n for i, n in year.in_charge.items()})
    return f"主持：{hosts or '未定'}。分管：{charge or '未定'}。"


def _members(year: Year) -> str:
    everyone, heard = year.problem.members, year.heard
    if not heard:
        return f"全体委员 {len(everyone)} 名，各场委员名单未定。"
    sectors, all_sectors = ({m.sector for m in members} for members in (heard, everyone))
    return (
        f"{_invited(year)} {len(heard)} 名，"
        f"占全体 {len(everyone)} 名的 {_percent(len(heard), len(everyone))}。"
        f"受邀委员中女委员占 {_share(heard, _is_woman)}（全体中占 {_share(everyone, _is_woman)}），"
        f"非中共委员占 {_share(heard, _is_not_cpc)}（全体中占 {_share(everyone, _is_not_cpc)}），"
        f"来自 {len(sectors)} 个界别（共 {len(all_sectors)} 个）。"
    )


def _invited(year: Year) -> str:
    """Return how many seats there are, and what the members in them do."""
    seats = sum(year.seats.values())
    if len(year.by_seats("members")) == len(year.sessions):
        return f"共邀请委员 {seats} 人次，能在会上发言的委员"
    return f"各场会议和活动共安排委员 {seats} 人次，参加的委员"


def _waiting(year: Year, names: Names) -> str:
    seatable = [m for m in year.problem.members if not attends_by_office(year.problem, m)]
    unseated = sum(not year.seats[m.id] for m in seatable)
    words = f"本年没有排上席位的委员 {unseated} 名"
    if year.chosen:
        asked = {m for s in year.sessions if s.form in year.chosen for m in s.members}
        unasked = sum(m.id not in asked for m in seatable)
        words = (
            f"本年没有安排会议、活动和调研的委员 {len(year.idle)} 名；{chosen_forms(year, names)}"
        )
        words += f"没有排上的委员 {unasked} 名"
    waiting = year.plan.waiting
    if not waiting:
        return words + "，计划没有列出等候次序。"
    named = [names.member(w.member) for w in waiting[:NAMED_WAITING]]
    more = "等" if len(waiting) > NAMED_WAITING else ""
    times = sorted({w.times_before for w in waiting[:NAMED_WAITING]})
    before = "—".join(str(n) for n in dict.fromkeys((times[0], times[-1])))
    return f"{words}，等候最久的是{'、'.join(named)}{more}（本届往年参加 {before} 次），建议下一年优先。"


def chosen_forms(year: Year, names: Names) -> str:
    """Return the forms that choose their members one by one; empty where every form does."""
    return _list(names.form(f) for f in year.chosen)


def calendar(year: Year) -> str:
    """Return whether the dates rest on the official holiday notice, or are provisional."""
    if year.plan.calendar == "official":
        return f"日期按 {year.plan.year} 年的正式放假通知排定。"
    return (
        f"日期为暂定：{year.plan.year} 年的放假通知尚未公布，只按法定节假日排定，并避开了可能调休的日子；"
        "通知公布后，请录入“日历”表重新核对。"
    )


def _deviations(year: Year, part: str, names: Names) -> str:
    deviations = year.plan.deviations
    if not deviations:
        return "没有需要主席签批的偏离事项。"
    kinds = Counter(names.rule(d.rule) for d in deviations)
    parts = _list(f"{rule} {count} 项" for rule, count in kinds.items())
    return f"有 {len(deviations)} 项偏离须主席签批（{parts}），见第{part}部分。"


def _rules(year: Year, part: str, names: Names) -> str:
    verdicts = year.plan.compliance
    if not verdicts:
        return "本计划尚未逐条核对规则。"
    broken = [names.rule(c.rule) for c in verdicts if not c.holds]
    if broken:
        return (
            f"核对规则 {len(verdicts)} 条，不符 {len(broken)} 条：{'、'.join(broken)}，"
            f"见第{part}部分。"
        )
    return f"核对规则 {len(verdicts)} 条，全部符合。"


def proof(year: Year) -> str:
    """Return whether every stage is proven the best there is, and if not, what is open."""
    plan = year.plan
    if not plan.stages:
        return "本计划没有附求解记录，是否最优未作证明。"
    if plan.status == "optimal":
        return PROVEN
    apart = [s for s in plan.stages if s.value != s.bound]
    done = {s.name for s in plan.stages}
    missing = [s.name for s in year.problem.emphasis.stages if s.name not in done]
    words = "尚未全部证明最优"
    for stage in apart:
        words += (
            f"；“{stage_word(stage.name)}”现为 {stage.value}，最多还能"
            f"{'提高' if stage.sense == 'max' else '降低'} {gap(stage)}（{gap_percent(stage)}）"
        )
    if missing:
        words += f"；来不及求解的步骤：{'、'.join(stage_word(name) for name in missing)}"
    if not apart and not missing:
        words += "：各项目标都已最优，只是同样好的方案之间的取舍没有求完"
    return words + "。计划可用，延长求解时间可能更好。"


def gap(stage: Stage) -> int:
    """Return how far a stage's value may still be from the best."""
    return abs(stage.bound - stage.value)


def gap_percent(stage: Stage) -> str:
    """Return the gap as a percentage of the value."""
    return _percent(gap(stage), max(1, abs(stage.value)))


def term_name(name: str, names: Names) -> str:
    """Return an objective term's Chinese name, else that of the rule it comes from."""
    return TERMS.get(name) or names.rule(name.partition(".")[0])


def how_found(run: Mapping[str, Any] | None) -> str:
    """Return how the plan was found, out of run.json: seconds, parameters, versions; may be empty."""
    run = run or {}
    parameters, versions = run.get("parameters") or {}, run.get("versions") or {}
    seconds, limit = run.get("seconds"), parameters.get("time_limit")
    said = {
        "求解用时": f"{seconds:.1f} 秒" if seconds is not None else None,
        "限时": f"{limit:.0f} 秒" if limit is not None else None,
        "随机种子": parameters.get("seed"),
        "线程": parameters.get("workers"),
        "OR-Tools": versions.get("ortools"),
        "Python": versions.get("python"),
    }
    parts = [f"{label} {value}" for label, value in said.items() if value is not None]
    return "，".join(parts) + "。" if parts else ""


def _is_woman(member: Member) -> bool:
    return member.gender == "女"


def _is_not_cpc(member: Member) -> bool | None:
    """Whether a member is not of the Communist Party; None where the workbook does not say."""
    return member.party not in CPC if member.party else None


def _share(members: Iterable[Member], belongs: Callable[[Member], bool | None]) -> str:
    """Return the percentage of the members of whom it is known that belong; 未填 where of none."""
    known = [answer for answer in map(belongs, members) if answer is not None]
    return _percent(sum(known), len(known)) if known else "未填"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "—"


def _counts(counts: Mapping[str, int]) -> str:
    """Return who has how many sessions, the most first: 甲 3 场，乙、丙各 1 场."""
    groups: dict[int, list[str]] = {}
    for name, count in counts.items():
        groups.setdefault(count, []).append(name)
    return "，".join(
        f"{'、'.join(groups[count])}{'各' if len(groups[count]) > 1 else ''} {count} 场"
        for count in sorted(groups, reverse=True)
    )


def _list(parts: Iterable[str]) -> str:
    return "、".join(parts)
