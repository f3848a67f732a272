"""A session opened and closed, in whole scripts as users would write them: python SCRIPT ADDRESS"""
