"""The rules of the door: how long a wrong guess costs, when a screen locks, what a browser is called."""
