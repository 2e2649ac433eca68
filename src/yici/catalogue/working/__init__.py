"""Working drafts: changed definition files on top of a release, shared among editors, with every step kept."""
