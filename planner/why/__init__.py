"""Why there is no plan, what would give one; why a plan is as it is, and what else would cost."""
