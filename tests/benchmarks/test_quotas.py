"""The lottery's quotas, by which panels of both kinds are judged."""

from __future__ import annotations

from peers.quotas import keeps_quotas, quotas

from tests.builders import member


def test_a_panel_keeps_its_quotas_or_does_not() -> None:
    pool = [member(n, gender="女" if n % 2 else "男") for n in range(1, 25)]
    assert {q["value"]: (q["min"], q["max"]) for q in quotas(pool, 6)}["女"] == (3, 3)
    assert keeps_quotas(pool[:6], pool, 6)
    assert not keeps_quotas([m for m in pool if m.gender == "男"][:6], pool, 6), "no woman"
    same = [m for m in pool if m.sector == pool[0].sector]
    assert not keeps_quotas([*same[:3], *pool[1:4]], pool, 6), "three of one 界别"
