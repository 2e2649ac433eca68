"""The editor of definitions: drafts in forms and as files, their faults, the plan beside them, proposing."""
