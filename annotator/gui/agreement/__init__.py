"""The agreement view: how far annotators agree, and the passages on which they do not."""

from annotator.gui.agreement.view import AgreementView

__all__ = ["AgreementView"]
