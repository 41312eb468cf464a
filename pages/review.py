"""What waits to be read before anybody else can read it? For those who approve case studies and other evidence."""

from pages.shared import access, frame
from pages.shared.culture import review_queue
from pages.shared.entry import saving

viewer = access.viewer("review")
frame.opening(
    "What waits to be read?",
    "Case studies, audits, reflections and comments that were handed in. Nobody but their authors and reviewers sees "
    "them yet. Look for anything that could name a child or a family, and for what others could learn from.",
)
saving.announce()
review_queue.sent_back(viewer)
review_queue.show(viewer)
