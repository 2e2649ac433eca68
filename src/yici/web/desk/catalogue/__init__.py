"""目录管理: editors look at what was proposed, what it changes and does, and release or decline it."""
