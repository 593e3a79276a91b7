"""对口全覆盖: every pair of committee and department meets at least once a year (kailu 四14).

A session is for one pair, unless the office sets a committee to meet its departments jointly. The
committee leads it and the department is there, whether it takes a topic of the sheet 议题, which
then concerns the department, or the pair agrees its topic itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.in_turn import in_turn
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "counterpart-pairs"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Number a pair's several sessions by date; each pair has its own by the variables."""
    if "programme" in variables.decides:
        pairs: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for slot in variables.sessions:
            if slot.departments:
                pairs[slot.lead_body, slot.departments].append(slot.id)
        for sessions in pairs.values():
            in_turn(model, variables, problem, sessions)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each pair's sessions: for that pair, led by its committee, its department there."""
    findings: list[Finding] = []
    checked = 0
    for form in problem.forms:
        if form.per != "pair":
            continue
        due = problem.number(ID, "n", form.id)
        joint = problem.number(ID, "joint", form.id)
        for body in problem.bodies:
            for department in body.departments if body.kind == "专委会" else ():
                checked += 1
                name = f"{form.id}-{body.name}" + ("" if joint else f"-{department}")
                own = [
                    s
                    for s in plan.sessions
                    if s.form == form.id
                    and s.state != "cancelled"
                    and s.date.year == plan.year
                    and (s.id == name or s.id in {f"{name}-{n}" for n in range(2, due + 1)})
                ]
                if len(own) < due:
                    findings.append(
                        Finding(
                            f"{body.name}与{department}全年对口协商 {len(own)} 次，至少 {due} 次，"
                            f"请补 {due - len(own)} 次（{name}）。",
                            name,
                            (body.name, department),
                        )
                    )
                for session in own:
                    findings += _judge(session, body.name, department)
                    there = body.departments if joint else (department,)
                    if department == there[0]:
                        findings += _strange_topics(session, there, problem)
    return Check(checked, tuple(findings))


def _strange_topics(session: Session, there: tuple[str, ...], problem: Problem) -> list[Finding]:
    """Report topics that name departments, none of them among those whom the session is for."""
    findings = []
    for topic in map(problem.topic, session.topics):
        if topic.departments and not any(d in there for d in topic.departments):
            findings.append(
                Finding(
                    f"{session.id} 的议题 {topic.id} 涉及{'、'.join(topic.departments)}，"
                    f"不涉及对口的{'、'.join(there)}；请换议题，或改“议题”表的相关部门。",
                    session.id,
                    (topic.id,),
                )
            )
    return findings


def _judge(session: Session, committee: str, department: str) -> list[Finding]:
    findings = []
    if session.lead_body != committee:
        findings.append(
            Finding(
                f"{session.id} 由{session.lead_body or '（无）'}牵头，应由对口的{committee}牵头。",
                session.id,
                (committee,),
            )
        )
    if department not in session.departments:
        findings.append(
            Finding(
                f"{session.id} 的协商部门中没有{department}，请补上对口部门。",
                session.id,
                (department,),
            )
        )
    return findings


RULE = Rule(
    id=ID,
    name="对口全覆盖",
    text="每个对口部门与它的专委会每年至少召开一次对口协商会议。",
    kind="hard",
    force="must",
    sources={"kailu": "四14、分工(四)12(1)"},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "n",
            "每对次数",
            1,
            "次",
            "每个专委会与每个对口部门一年几次",
            1,
            6,
            pers=frozenset({"pair"}),
        ),
        Parameter(
            "joint",
            "合并召开",
            0,
            "",
            "1：专委会与它的各对口部门一起开；0：一个部门一场",
            0,
            1,
            pers=frozenset({"pair"}),
        ),
    ),
)
