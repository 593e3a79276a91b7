"""Other ways to plan the same years, one file each; each reads `planner` and changes nothing in it.

What a peer decides, and what is completed for it, stands in `completion`; what all are judged by, in
`judging`. A peer's configurations are listed in `configurations`.
"""
