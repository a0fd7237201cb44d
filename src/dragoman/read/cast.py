"""Who is in a report: its mentions and actors, with look-up by words."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model import Actor, Mention, Span


@dataclass(frozen=True)
class Cast:
    """The mentions and actors of one report.

    Offsets count in the repaired text, like everything in `dragoman.read`.
    """

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    _by_id: dict[str, Actor] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {a.id: a for a in self.actors})

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with that id, if there is one."""
        return self._by_id.get(actor_id) if actor_id else None

    def mention_at(self, span: Span) -> Mention | None:
        """The mention that a phrase most likely is: same words, else the first it holds.

        A phrase such as `a spokesman for the ministry` names its first mention,
        not the last; an exact match always wins.
        """
        inside = [m for m in self.mentions if m.span.overlaps(span)]
        exact = [m for m in inside if (m.span.start, m.span.end) == (span.start, span.end)]
        covered = [m for m in inside if span.covers(m.span)]
        pool = exact or covered or inside
        return min(pool, key=lambda m: (m.span.start, -len(m.span))) if pool else None

    def actor_at(self, span: Span) -> Actor | None:
        """The actor that a phrase refers to, if a mention in it was resolved."""
        mention = self.mention_at(span)
        return self.actor(mention.actor) if mention else None
