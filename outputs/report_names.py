"""The names that the report prints for ids, and what it keeps to itself (secret titles)."""

from __future__ import annotations

from datetime import date

from constraints.distribution import OPEN_TITLE, SECRET_TITLE
from outputs.labels import rule_name
from planner.dates import weekday_name
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.plan_items import agreed_topic
from planner.spoken import session_name, speaking, spoken_dates


def day_name(day: date) -> str:
    """Return 3月18日."""
    return f"{day.month}月{day.day}日"


def day_and_weekday(day: date) -> str:
    """Return 3月18日 周四."""
    return f"{day_name(day)} {weekday_name(day)}"


class Names:
    """Looks up what a person reads for an id; an id the workbook does not know is read as it is."""

    def __init__(self, plan: Plan, problem: Problem) -> None:
        self._topics = {t.id: SECRET_TITLE if t.secret else t.title for t in problem.topics}
        self._members = {m.id: m.name for m in problem.members}
        self._experts = {e.id: e.name for e in problem.experts}
        self._leaders = {leader.id: leader.name for leader in problem.leaders}
        self._posts = {leader.id: leader.post for leader in problem.leaders}
        self._forms = {f.id: f.name for f in problem.forms}
        self._called = {s.id: session_name(problem, s.id) for s in problem.slots}
        self._agreed = {s.id for s in plan.sessions if agreed_topic(s, problem)}
        titles = {t.title: SECRET_TITLE for t in problem.topics if t.secret and t.title}
        sessions = {s.id: self.session(s) for s in plan.sessions}
        with_ids = {
            f"{session_name(problem, s.id)}（{s.id}）": self.session(s) for s in plan.sessions
        }
        self._speak = speaking({**titles, **sessions, **with_ids}, ids=sessions)

    def topic(self, topic_id: str) -> str:
        """Return a topic's title, or what stands for a secret one."""
        return self._topics.get(topic_id, topic_id)

    def titles(self, session: Session) -> str:
        """Return the titles of a session's topics, or 议题待定.

        The plenary has its own name; so has a session whose topic those who meet settle.
        """
        if session.topics:
            return "；".join(self.topic(t) for t in session.topics)
        if session.id in self._agreed:
            return self.session(session)
        return OPEN_TITLE if session.form != "plenary" else self.form(session.form)

    def member(self, member_id: str) -> str:
        """Return a member's name."""
        return self._members.get(member_id, member_id)

    def expert(self, expert_id: str) -> str:
        """Return an expert's name."""
        return self._experts.get(expert_id, expert_id)

    def leader(self, leader_id: str) -> str:
        """Return a leader's name."""
        return self._leaders.get(leader_id, leader_id)

    def leader_and_post(self, leader_id: str) -> str:
        """Return a leader's name and post: 张三（副主席）."""
        post = self._posts.get(leader_id)
        return f"{self.leader(leader_id)}（{post}）" if post else self.leader(leader_id)

    def form(self, form_id: str) -> str:
        """Return a form's name: 双月协商座谈会."""
        return self._forms.get(form_id, form_id)

    def session(self, session: Session) -> str:
        """Return what a session is called in a sentence: 3—4月双月协商座谈会."""
        form = self.form(session.form)
        called = self._called.get(session.id, form)
        return called if called != form else f"{day_name(session.date)}{form}"

    def rule(self, rule_id: str) -> str:
        """Return a rule's Chinese name."""
        return rule_name(rule_id)

    def sentence(self, words: str) -> str:
        """Return a rule's own words for a chair: sessions and days by name, no secret title."""
        return spoken_dates(self._speak(words))
