"""Engineering projects: a container over their stages, which refers to cases."""
