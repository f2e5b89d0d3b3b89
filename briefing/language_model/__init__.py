"""The optional language model: it picks key points, and drafts a text to share.

What an article says goes to it as quoted material, and whatever comes back is checked against
the article before anybody sees it; what does not pass is refused, and the built-in way holds.
"""
