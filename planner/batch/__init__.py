"""Many counties' years: each in a process of its own, on this machine's cores or on a cluster."""
