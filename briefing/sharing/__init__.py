"""From an article to a post: its words, their exact count, and the network that takes them.

    wording.variants   three prepared texts about one article
    wording.digest     one text about several
    checking.check     how long a text is on a network, and whether it may go
    checking.handover  the address that opens the network's own composer

Nothing here posts anything, and nothing is ever cut: a text that is too long is
refused, with the number of characters to take out.
"""
