"""What each measure is, in one sentence, and where it comes from; shown beside every number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """The name of a measure, what it is, and its source (paper and year)."""

    title: str
    meaning: str
    source: str = ""

    @property
    def words(self) -> str:
        """The meaning and the source in one text."""
        return f"{self.meaning} ({self.source})" if self.source else self.meaning


DEFINITIONS: dict[str, Definition] = {
    "percent_agreement": Definition(
        "Raw agreement",
        "Share of agreeing pairs of labels, each unit weighted by its number of labels; not"
        " corrected for chance.",
    ),
    "percent_agreement_unit_mean": Definition(
        "Raw agreement, mean of units",
        "Share of agreeing pairs of labels in a unit, averaged over units with two labels or more.",
        "Gwet 2014",
    ),
    "cohen_kappa": Definition(
        "Cohen's kappa",
        "Agreement of two annotators beyond what their own label shares give by chance.",
        "Cohen 1960",
    ),
    "cohen_kappa_error": Definition(
        "Standard error of Cohen's kappa, by formula",
        "For comparison with other tools: it takes units as independent, which those of one "
        "article are not, so it is too small. The interval beside kappa is the one to report.",
        "Fleiss, Cohen and Everitt 1969",
    ),
    "unanimous_share": Definition(
        "Unanimous units",
        "Share of units with two labels or more on which all annotators gave the same label.",
    ),
    "majority_share": Definition(
        "Units with a majority label",
        "Share of units with two labels or more on which one label has more votes than any other.",
    ),
    "scott_pi": Definition(
        "Scott's pi",
        "Agreement of two annotators beyond what their pooled label shares give by chance.",
        "Scott 1955",
    ),
    "bennett_s": Definition(
        "Bennett's S",
        "Agreement of two annotators beyond one in the number of labels of the codebook.",
        "Bennett, Alpert and Goldstein 1954",
    ),
    "fleiss_kappa": Definition(
        "Fleiss' kappa",
        "Agreement of several annotators beyond what their pooled label shares give by chance;"
        " every unit needs the same number of labels.",
        "Fleiss 1971",
    ),
    "randolph_kappa": Definition(
        "Randolph's kappa",
        "Agreement of several annotators beyond one in the number of labels of the codebook.",
        "Randolph 2005",
    ),
    "hubert_kappa": Definition(
        "Hubert's kappa",
        "Observed and expected agreement averaged over all pairs of annotators, then corrected.",
        "Hubert 1977; Conger 1980",
    ),
    "light_kappa": Definition(
        "Light's kappa", "Mean of Cohen's kappa over all pairs of annotators.", "Light 1971"
    ),
    "gwet_ac1": Definition(
        "Gwet's AC1",
        "Agreement beyond a chance that grows with how evenly the labels are used; steady where one"
        " label prevails.",
        "Gwet 2008",
    ),
    "alpha_nominal": Definition(
        "Krippendorff's alpha",
        "One minus observed over expected disagreement; any number of annotators, missing labels"
        " allowed.",
        "Krippendorff 2011",
    ),
    "cohen_kappa_linear": Definition(
        "Cohen's kappa, linear weights",
        "Cohen's kappa in which labels far apart in their order count more, by their distance.",
        "Cohen 1968",
    ),
    "cohen_kappa_quadratic": Definition(
        "Cohen's kappa, quadratic weights",
        "Cohen's kappa in which labels far apart count more, by the square of their distance.",
        "Cohen 1968",
    ),
    "gwet_ac2_linear": Definition(
        "Gwet's AC2, linear weights",
        "Gwet's AC1 in which labels that lie near each other agree in part.",
        "Gwet 2014",
    ),
    "gwet_ac2_quadratic": Definition(
        "Gwet's AC2",
        "Gwet's AC1 in which labels that lie near each other agree in part, by the square of their"
        " distance.",
        "Gwet 2014",
    ),
    "alpha_ordinal": Definition(
        "Krippendorff's alpha, ordinal",
        "Alpha in which labels count as further apart the more labels lie between them.",
        "Krippendorff 2011",
    ),
    "alpha_interval": Definition(
        "Krippendorff's alpha, interval",
        "Alpha with squared differences of values.",
        "Krippendorff 2011",
    ),
    "alpha_ratio": Definition(
        "Krippendorff's alpha, ratio",
        "Alpha with squared differences of values relative to their sums.",
        "Krippendorff 2011",
    ),
    "u_alpha": Definition(
        "u-alpha",
        "Krippendorff's alpha for marks in a text: boundaries, labels and gaps, by length. Where"
        " marks of one annotator overlap, the shortest counts.",
        "Krippendorff, Mathet, Bouvry and Widlöcher 2016",
    ),
    "u_alpha_binary": Definition(
        "|u-alpha",
        "As u-alpha, of what is marked and what is not, whatever the labels.",
        "Krippendorff, Mathet, Bouvry and Widlöcher 2016",
    ),
    "cu_alpha": Definition(
        "cu-alpha",
        "Agreement on labels where marks of different annotators meet; it says nothing about the"
        " rest of the text, so see its coverage.",
        "Krippendorff, Mathet, Bouvry and Widlöcher 2016",
    ),
    "cu_coverage": Definition("cu-alpha's coverage", "Share of the text on which cu-alpha rests."),
    "ku_alpha": Definition(
        "(k)u-alpha",
        "Agreement on one label where its marks meet marks of others.",
        "Krippendorff, Mathet, Bouvry and Widlöcher 2016",
    ),
    "ku_coverage": Definition(
        "(k)u-alpha's coverage", "Share of the label's marks on which (k)u-alpha rests."
    ),
    "u_alpha_2004": Definition(
        "u-alpha of 2004",
        "The earlier u-alpha, with squared lengths, over articles laid end to end; only for"
        " comparison with tools that still compute it. It rises with marks that are too long, so"
        " report u-alpha.",
        "Krippendorff 1995, 2004",
    ),
    "gamma": Definition(
        "Gamma",
        "One minus the disorder of the best alignment of all marks over that of random texts.",
        "Mathet, Widlöcher and Métivier 2015; Titeux and Riad 2021",
    ),
    "alpha_masi": Definition(
        "Krippendorff's alpha, MASI",
        "Alpha over all labels of a unit as a set; sets that share labels count in part.",
        "Passonneau 2006",
    ),
    "alpha_jaccard": Definition(
        "Krippendorff's alpha, Jaccard",
        "Alpha over all labels of a unit as a set, with one minus the shared part of their union"
        " as the distance.",
        "Jaccard 1912; Krippendorff 2011",
    ),
    "alpha_set_nominal": Definition(
        "Krippendorff's alpha, whole sets",
        "Alpha over all labels of a unit as a set; sets are equal or not.",
        "Krippendorff 2011",
    ),
    "alpha_label": Definition(
        "Krippendorff's alpha",
        "Alpha of whether the label was given or not.",
        "Krippendorff 2011",
    ),
    "exact_f1": Definition(
        "Exact F1",
        "Share of marks that both set with the same boundaries and the same label.",
        "Hripcsak and Rothschild 2005",
    ),
    "boundary_f1": Definition(
        "Boundary F1", "Share of marks with the same boundaries, whatever their label."
    ),
    "overlap_f1": Definition(
        "Overlap F1",
        "Share of marks of equal label that overlap at all, matched one to one with the greatest"
        " total overlap (intersection over union).",
    ),
    "overlap_f1_any_label": Definition(
        "Overlap F1, any label", "As overlap F1, whatever the labels."
    ),
    "iou50_f1": Definition(
        "Half-overlap F1", "As overlap F1, but only marks that share half of their union may match."
    ),
    "soft_iou_f1": Definition(
        "Soft F1", "As overlap F1, but a match counts with its intersection over union."
    ),
    "char_f1": Definition(
        "Character F1",
        "Share of marked characters that both marked under the same label.",
        "Dice 1945",
    ),
    "token_f1": Definition(
        "Token F1",
        "Share of marked words that both marked under the same label; one character of a word is"
        " enough.",
        "Dice 1945",
    ),
    "token_alpha_any": Definition(
        "Token alpha, any label",
        "Krippendorff's alpha over words: inside a mark, or not.",
        "Krippendorff 2011",
    ),
    "token_alpha_masi": Definition(
        "Token alpha, MASI",
        "Krippendorff's alpha over words and the set of labels over each.",
        "Passonneau 2006",
    ),
    "token_alpha_binary": Definition(
        "Token alpha",
        "Krippendorff's alpha over words: inside a mark with the label, or not.",
        "Krippendorff 2011",
    ),
    "coverage": Definition(
        "Aligned statements",
        "Share of statements that have a counterpart: contents matched one to one with the greatest"
        " total overlap, at least 1/3 of their union. Labels are compared on these alone.",
    ),
    "statement_strict_f1": Definition(
        "Strict statement F1",
        "Share of statements that agree in every slot: holders, claim types, targets, stances.",
    ),
    "statement_soft_f1": Definition(
        "Soft statement F1",
        "Statements matched one to one by equal slots, each worth its share of equal slots.",
    ),
    "slot_agreement": Definition(
        "Slot agreement", "Share of statements matched by their slots that agree in this one."
    ),
}


def definition(name: str) -> Definition:
    """Return the definition of a measure; a label in brackets behind its name is left aside."""
    return DEFINITIONS[name.partition("[")[0]]
