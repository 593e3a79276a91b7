"""The exit codes of every command; README says what each means."""

DONE, NO_PLAN, BAD_INPUT, NO_TIME, INTERNAL = range(5)
NO_TIME_SAID = "还没有找到任何一份计划就停下了。请加大 --time-limit 或不限时再试。"
"""What is said with `NO_TIME`."""
