"""The ground floor: values and errors that every room shares. Standard library only."""
