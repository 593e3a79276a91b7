"""An even year: else two sessions fall within a fortnight and one committee does all the work."""

from datetime import date

from constraints.bimonthly_cadence import RULE as CADENCE
from constraints.host import RULE as HOST
from constraints.lead_leader import RULE as LEAD_LEADER
from constraints.one_lead_body import RULE as ONE_LEAD_BODY
from constraints.spread import RULE, check, measure
from tests.builders import BODIES, county, plan, session, solve_with

WITH = [CADENCE, RULE]
DAYS = (
    date(2027, 1, 12),
    date(2027, 3, 12),
    date(2027, 5, 12),
    date(2027, 7, 12),
    date(2027, 9, 13),
    date(2027, 11, 12),
)


def on(days):
    def fix(model, variables):
        for slot, day in zip(variables.sessions, days, strict=True):
            model.add(variables.on_day(slot.id, day) == 1)

    return fix


def test_gaps_are_counted_in_days_off_the_ideal():
    """Gaps 59, 61, 61, 63, 60 against 61: 2 + 0 + 0 + 2 + 1 = 5; model and measure agree."""
    problem = county(WITH)
    _, _, terms = solve_with(problem, WITH, "programme", on(DAYS), maximise="spread.gaps")
    assert terms["spread.gaps"] == 5
    sessions = [session(n, day) for n, day in enumerate(DAYS, start=1)]
    assert measure(plan(*sessions), problem)["spread.gaps"] == 5


def test_the_most_even_year_is_chosen():
    """From 11–13 January five gaps of 61 days can be kept to within 2 in all, working days apart."""
    problem = county(WITH)
    days = {}

    def keep(model, variables):
        days.update(
            {
                (s.id, d): variables.on_day(s.id, d)
                for s in variables.sessions
                for d in variables.days(s.id)
            }
        )

    feasible, value, terms = solve_with(problem, WITH, "programme", keep, minimise="spread.gaps")
    assert feasible
    held = {s: d for (s, d), e in days.items() if value(e)}
    sessions = [session(int(s[-1]), d) for s, d in held.items()]
    assert measure(plan(*sessions), problem)["spread.gaps"] == terms["spread.gaps"] <= 2


def test_bodies_and_leaders_share_the_year():
    """Six open topics, three committees: two each, 3 × 2² = 12. Twelve duties (six sessions, in
    charge and host) on three leaders: four each, 3 × 4² = 48."""
    rules = [CADENCE, ONE_LEAD_BODY, LEAD_LEADER, HOST, RULE]
    bodies = tuple(
        b.model_copy(update={"leaders": ("副主席乙", "副主席丙")})
        for b in BODIES
        if b.kind == "专委会"
    )
    base = county(rules)
    topics = tuple(t.model_copy(update={"lead_bodies": ()}) for t in base.topics)
    topics = tuple(t.model_copy(update={"proposers": ()}) for t in topics)
    problem = county(rules, bodies=bodies, topics=topics)
    _, _, terms = solve_with(problem, rules, "programme", minimise="spread.bodies")
    assert terms["spread.bodies"] == 12
    _, _, terms = solve_with(problem, rules, "programme", minimise="spread.leaders")
    assert terms["spread.leaders"] == 48


def test_loads_are_squared_in_model_and_measure_alike():
    """All six led by 经济委员会 under 乙, hosted by 甲: 6² = 36; leaders 6² + 6² = 72."""
    problem = county(WITH)

    def fix(model, variables):
        for slot in variables.sessions:
            for body in variables.body_names:
                model.add(variables.lead(slot.id, body) == int(body == "经济委员会"))
            for leader in variables.leader_ids:
                model.add(variables.in_charge(slot.id, leader) == int(leader == "副主席乙"))
                model.add(variables.hosts(slot.id, leader) == int(leader == "主席甲"))

    _, _, terms = solve_with(problem, WITH, "programme", fix, maximise="spread.leaders")
    sessions = [session(n, day) for n, day in enumerate(DAYS, start=1)]
    measured = measure(plan(*sessions), problem)
    assert terms["spread.bodies"] == measured["spread.bodies"] == 36
    assert terms["spread.leaders"] == measured["spread.leaders"] == 72


def test_the_merged_session_in_march_stands_first():
    """Plenary in March, 并入全会: 9 March to 12 March is 3 days, 58 off the ideal."""
    year = {
        "plenary_start": date(2027, 3, 8),
        "plenary_end": date(2027, 3, 10),
        "merge_choice": "并入全会",
    }
    problem = county(WITH, settings=year)
    days = (date(2027, 3, 9), *DAYS[1:])
    sessions = [session(n, day) for n, day in enumerate(days, start=1)]
    _, _, terms = solve_with(problem, WITH, "programme", on(days))
    # 58 + 0 + 0 + 2 + 1
    assert terms["spread.gaps"] == measure(plan(*sessions), problem)["spread.gaps"] == 61


def test_check_says_how_even_the_year_is():
    """A goal is never broken; the note names the closest and the farthest pair with their days."""
    problem = county(WITH)
    sessions = [session(n, day) for n, day in enumerate(DAYS, start=1)]
    sessions[2] = sessions[2].replace(date=date(2027, 6, 30))
    verdict = check(plan(*sessions), problem)
    assert verdict.holds
    assert "最少相隔 12 天（bimonthly-3 与 bimonthly-4）" in verdict.notes[0]
    assert "最多 110 天（bimonthly-2 与 bimonthly-3）" in verdict.notes[0]
    assert "经济委员会 6 次" in verdict.notes[1]


def test_a_plan_without_sessions_is_measured_too():
    """A hand-made, empty plan: zero, no crash."""
    problem = county(WITH)
    assert set(measure(plan(), problem).values()) == {0}
    assert check(plan(), problem).holds
