"""Pages of officers: signing in, the screen lock, the account, the second factor."""
