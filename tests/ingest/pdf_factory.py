"""Small PDF files with columns, running headers, page numbers and hyphens, drawn by reportlab."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

HEADER = "Levant Survey - Spring Number"
FIRST = (
    "The foreign minister of Varnia said on Tuesday that the negotia-",
    "tions over the crossings had been serious, and that the Varnia-",
    "backed customs union would take part in them from next week on.",
    "",
    "A spokesman for the union told the newspaper that Lena Al-",
    "Okoro had not been invited.",
)
LEFT = (
    "The left column begins with the",
    "strike of January, which closed",
    "two of the five crossings, and",
    "goes on with the arrest of an",
    "officer whom the union called",
    "innocent.",
    "",
    "Lorry drivers then blocked the",
    "coastal road for three days and",
    "demanded that the ministers of",
)
RIGHT = (
    "both states should meet at last.",
    "",
    "The right column tells how they",
    "met in the port on Monday, what",
    "they ate, and that nobody left",
    "the room before midnight, as a",
    "diplomat told the radio.",
    "",
    "Both sides will meet again soon,",
    "the diplomat added.",
)


def _draw(canvas: Canvas, lines: tuple[str, ...], left: float, top: float) -> None:
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        if line:
            canvas.drawString(left, top - 14 * number, line)


def _frame(canvas: Canvas, number: int, pages: int) -> None:
    canvas.setFont("Helvetica-Oblique", 8)
    canvas.drawString(72, 800, f"{HEADER} {number}")
    canvas.drawString(280, 30, f"Page {number} of {pages}")


def make_pdf(path: Path) -> Path:
    """Three pages: one column with hyphens, two columns under a title, and one line more."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setTitle("Talks at the crossings")
    _frame(canvas, 1, 3)
    _draw(canvas, FIRST, 72, 740)
    canvas.showPage()
    _frame(canvas, 2, 3)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 740, "A winter of strikes and negotiations")
    _draw(canvas, LEFT, 72, 700)
    _draw(canvas, RIGHT, 310, 700)
    canvas.showPage()
    _frame(canvas, 3, 3)
    _draw(canvas, ("The newspaper could not reach the ministry for comment.",), 72, 740)
    canvas.showPage()
    canvas.save()
    return path


def make_locked_pdf(path: Path) -> Path:
    """A PDF that asks for a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas = Canvas(str(path), encrypt=StandardEncryption("open sesame", canPrint=0))
    canvas.drawString(72, 740, "Nobody may read this.")
    canvas.showPage()
    canvas.save()
    return path
