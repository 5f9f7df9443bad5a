"""What gives away a line that is no part of the article: links, forms, banners, appeals."""

from __future__ import annotations

import re

_LONGEST = 45  # words; a longer line is judged by its neighbours alone

# Whole lines, as they stand around articles on most news sites.
_WHOLE = (
    r"(?:advertisement|advertising|ad|ads|sponsored(?: content)?|promoted(?: content)?)",
    r"(?:story|article) continues (?:below|after).*",
    r"(?:(?:continue|keep) reading|(?:read|show|load) more|(?:view|see) (?:all|more))(?: .{1,30})?",
    r"more (?:news|stories|headlines|from .{1,40}|in .{1,30}|on this)",
    r"most (?:read|popular|viewed|shared|commented)",
    r"(?:trending|popular|featured|breaking)(?: (?:now|news|stories|posts|topics|today))?",
    r"(?:(?:continue|keep) reading|(?:read|show|load) more|(?:view|see) (?:all|more))(?: .{,30})?",
    r"you (?:may|might) (?:also )?(?:like|be interested).*",
    r"(?:recommended|suggested)(?: (?:for you|stories|articles|reading))?",
    r"related (?:articles?|stor(?:y|ies)|posts?|news|topics?|content|tags?|coverage)",
    r"editor['’]?s['’]? (?:picks?|choice)",
    r"(?:next|previous|older|newer) (?:article|post|story|page)s?",
    r"(?:home|menu|search|close|print|loading|sections|newsletters?|site ?map|faq|help)…?",
    r"(?:accept|reject|decline|allow|deny|manage|customi[sz]e)(?: all)?"
    r"(?: (?:cookies|preferences|settings|options|and close))?",
    r"(?:cookie|privacy|consent) (?:settings|preferences|policy|notice|statement|banner)",
    r"\d* ?(?:comments?|shares?|likes?|views?|replies)(?: ?\(\d+\))?",
    r"(?:share|save|print|listen|comments?|copy link|e-?mail|gift(?: article)?|bookmark|follow"
    r"|\W)+",
    r"more (?:by|from) (?:this|the) (?:author|writer|reporter|journalist|correspondent)s?",
    r"(?:back to )?(?:top|main page|front page|all news|latest news|home ?page)",
    r"(?:key events ?[·|•] ?)?show key events only.*",
    r"(?:key ?words?|tags?|topics?|hashtags?|filed under)",
    r"(?:reply|submit|send|subscribe|register|donate|tweet|share|post comment)",
    r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|reddit|e-?mail|pinterest"
    r"|print this page|print page|viber|weibo|wechat|vk|messenger|tiktok"
    r"|threads|bluesky|copy link|print|share|tweet|pin|rss|link|flipboard|\W)+",
)
# How lines begin that speak to the reader and not about the world.
_BEGINS = (
    r"(?:leave|post|add|write) (?:a |your )?(?:comment|reply)\b",
    r"(?:leave|join) the (?:discussion|conversation)\b",
    r"(?:your )?e-?mail (?:address )?(?:will|is|\*)",
    r"save my name\b",
    r"notify me (?:of|when|by)\b",
    r"(?:log|sign) ?(?:in|up)\b(?! of\b)",
    r"(?:please )?(?:subscribe|register) (?:to|for|now|today|here|with|and)\b",
    r"already (?:a|have an?) (?:subscriber|member|account)\b",
    r"(?:scroll|back|return|go) to (?:the )?(?:top|home ?page|home)(?: of (?:the )?page)?\W*$",
    r"skip (?:to|navigation|ad)\b",
    r"(?:kindly |please )?share (?:this|on|via|the (?:article|story))\b",
    r"be the first to (?:know|comment|hear)\b.{0,80}$",
    r"(?:something|an error) (?:went wrong|has? occurred)\b.{0,20}(?:your|please|try)",
    r"for (?:the )?(?:information|use) (?:of|by )?(?:the )?(?:media|journalists|press)\b",
    r"(?:only )?subscribers (?:of|to) .{2,40} (?:receive|get|can|have|enjoy)\b",
    r"this (?:article|story|essay|piece|interview|report) (?:appears|appeared|ran|is taken) "
    r"(?:in|from) ",
    r"(?:rude|abusive|offensive|off-topic|inappropriate) comments\b",
    r"(?:keep|stay|be) (?:it |your comments? )?(?:civil|polite|respectful|courteous)\b",
    r"follow (?:us|along|.{1,60} (?:on|at)$|.{1,60} on (?:twitter|x|facebook|instagram|telegram"
    r"|google news)|.{1,60}['’]s? (?:\w+ )?coverage)\b",
    r"(?:©|\(c\)|copyright)\W",
    r"(?:terms|conditions) (?:of|and|&) (?:use|service|conditions)\b",
    r"(?:privacy policy|disclaimer|contact us|about us|advertise with)\b",
    r"(?:get|receive|sign up for|want) .{0,80}\b(?:newsletters?|inbox|alerts|briefing)\b",
    r"download (?:our|the) .{0,30}\bapp\b",
    r"join (?:us|our|the .{0,30}channel)\b",
    r"(?:support|donate to) (?:us|our (?:work|journalism|newsroom)|independent journalism)\b",
    r"help us (?:keep|continue|improve|stay|grow|fund)\b",
    r"become an? (?:member|subscriber|supporter|patron)(?: today| now| and .*)?\W*$",
    r"(?:please )?(?:(?:click|tap) (?:here|on|the|below|to)|press here)\b",
    r"(?:please )?(?:enable|turn on) (?:javascript|cookies)\b",
    r"(?:got|have|do you have) (?:a|any) (?:news |story )?(?:tips?|story|question|correction)\b",
    r"submit (?:a|your) (?:tip|story|comment|correction|letter)\b",
    r"(?:interested in|want to) (?:advertis|work|writ|contribut|join)",
    r"let['’]?s (?:connect|keep in touch|stay in touch)\b",
    r"(?:was this|did you find|how useful) .{0,40}(?:helpful|useful|article|page)\b",
    r"(?:rate|print|save|bookmark|listen to|copy) this (?:article|story|post|page)\b",
    r"report (?:an? |this )(?:error|typo|mistake|ad|comment)\b",
    r"this (?:article|story|post) (?:was|is|has been) (?:originally |first |automatically )?"
    r"(?:published|generated|posted|translated|created) ",
    r"don['’]t miss (?:a|an|out|our|any)\b",
    r"(?:our standards|how we work|our (?:journalism|principles|policies))\s*[:|]",
    r"(?:for )?(?:more information|media (?:inquiries|enquiries|contacts?)|press (?:inquiries"
    r"|enquiries|contacts?)|further information|contact)s?\s*(?:please contact)?:",
    r"(?:quick guide|newsletter|podcast|live ?blog|opinion poll)\s*:\s*(?:how|why|sign|what)\b",
    r"(?:key ?words|hashtags)\s*:",
    r"explore [A-Z0-9.]{4,}$",
    r"first published\b.{0,40}$",
    r"(?:what['’]?s|what is) your (?:reaction|opinion|view)\b",
    r"(?:found|find|noticed|see|if you (?:have )?(?:found|find|notice|see)) an? "
    r"(?:\w+ )?(?:mistake|error|typo)\b",
    r"(?:any |the )?(?:use|reproduction|republication|copying|reprinting) of "
    r"(?:the |our |any |all )?(?:site )?(?:materials?|content|articles?)\b.{0,120}"
    r"\b(?:link|permission|allowed|prohibited|consent|reference)\b",
    r"(?:read|follow|watch|find) (?:us|our .{2,30}) (?:on|in)\b",
    r"(?:send|e-?mail|write to) (?:us|the (?:editor|author|newsroom))\b",
    r"(?:like|love|enjoyed) (?:this|our) (?:article|story|reporting|journalism)\b",
    r"(?:comments?|discussion) (?:are|is) (?:closed|disabled|moderated|off)\b",
    r"(?:please )?contact us\b",
    r"(?:login|log in|sign in) to (?:comment|post|reply|continue)\b",
    r"the .{2,30} (?:is|does) not (?:responsible|answer(?:able)?|liable) for\b",
    r"(?:the )?(?:views|opinions) expressed "
    r"(?:in this|here|are|by the (?:author|writer|contributor)s?)\b",
    r"thank you for (?:your feedback|reading|subscribing|signing up)\b",
    r"stay (?:up to date|informed|connected|tuned|updated)\b",
)
# Words that stand nowhere in an article, wherever they stand in the line.
_CONTAINS = (
    r"required fields are marked",
    r"comments? (?:are|will be|get|may be) (?:\w+ )?(?:taken down|removed|deleted|hidden|blocked)",
    r"not an official (?:record|document)",
    r"to comment(?: on this (?:article|story))?, (?:e-?mail|write)",
    r"all rights reserved",
    r"(?:may|must) not be (?:re)?(?:published|produced|distributed|written|broadcast)",
    r"(?:delivered|straight|directly|sent) (?:in)?to your (?:inbox|phone|feed)",
    r"by (?:continuing|clicking|using|browsing|signing up)\b.{0,80}\b(?:agree|accept|consent)",
    r"this (?:web)?site uses",
    r"your browser (?:does|is|doesn)",
    r"opens in (?:a )?new (?:window|tab)",
    r"(?:needs|requires|enable|without) javascript",
    r"thank you for your feedback",
    r"(?:only )?a portion of the news (?:stories|items)",
    r"please contact us for subscription",
    r"(?:press|pressing) ctrl ?\+ ?enter",
    r"unsubscribe (?:at any time|from)",
    r"(?:on|from) your favou?rite social media",
)
_BUTTON = (
    r"(?:tweet|pin(?: it)?|e-?mail|share|print|facebook|twitter|x|whatsapp|telegram|linkedin"
    r"|reddit|instagram|youtube|copy link|save|listen|comments?|like|post|rss|viber|messenger|more"
    r"|link|sms|tumblr|pocket|font size|bookmark|gift)"
)
_BUTTONS = re.compile(rf"{_BUTTON}(?:[\s|/·•,]+{_BUTTON})+\W*", re.IGNORECASE)
_WHOLE_LINE = re.compile("(?:" + "|".join(_WHOLE) + r")[.:!»>→*]*", re.IGNORECASE)
_BEGINNING = re.compile("(?:" + "|".join(_BEGINS) + ")", re.IGNORECASE)
_CONTAINED = re.compile("|".join(_CONTAINS), re.IGNORECASE)

_COOKIE = re.compile(
    r"\b(?:cookies?|çerez\w*|traceurs?|файлы? cookie|informasteczk\w+|ciasteczk\w+)\b",
    re.IGNORECASE,
)
_SITE_SPEAKS = re.compile(
    r"\b(?:we|our|us|your|you|web ?sites?|accept|consent|preferences|settings"
    r"|sitemiz\w*|sitelerimiz\w*"
    r"|wir|unsere[rnms]?|ihre[rnms]?|webseite|seite|einwilligung|zustimmen|akzeptieren"
    r"|nous|notre|nos|vous|votre|vos|accepter|consentement"
    r"|nuestr[oa]s?|usted|usamos|utilizamos|aceptar|utilizziamo|nostr[oai]|accett\w+|consenso"
    r"|wij|onze|uw|używamy|nasz\w*|мы|наш\w*)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|you['’](?:re|ll|ve|d))\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our|us|we['’](?:re|ll|ve|d))\b", re.IGNORECASE)
_CALL = re.compile(r"[!?](?:\s|$)|\b(?:form|link|button|box) below\b|\bhere\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:said|says|told|according to|added|wrote)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"„«][^”\"»]*+[”\"»]?")
# After one word only a colon or an arrow makes a link: "More – and better – ships" is a sentence.
_RELATED = re.compile(
    r"(?:(?:read|more|watch|listen|explore|related|recommended|icymi)\s*[:»>→|]"
    r"|(?:(?:also |must[- ])?read(?: also| more| next| now| on)|(?:also|must) read"
    r"|(?:learn|find out) more|see (?:also|more)|more on (?:this(?: story)?|.{1,30}?)"
    r"|related (?:story|stories|articles?|news|coverage|reading)|watch (?:also|now|live)|listen to"
    r"|don['’]t miss|further reading|in pictures|in case you missed it|full (?:story|coverage)"
    r"|you may also like)\s*(?::|»|>|→|\||[–—-]\s))\s*\S.*",
    re.IGNORECASE,
)
# "Read also Iran against border changes": no mark, but a capital after it.
_RELATED_BARE = re.compile(
    r"(?i:read also|also read|see also|read next|must read)\s+(?=[A-Z‘“]).{12,}[^.]"
)
# "Home > World > Asia", "News / Africa": where the page stands on its site.
_CRUMB = r"[^>»›/|·•.!?:;“”\"]{2,40}"
_BREADCRUMBS = re.compile(
    rf"(?:{_CRUMB} [>»›] )+{_CRUMB}|(?:Home|HOME|News|NEWS)(?: [/|] {_CRUMB})+"
)
_MENU = re.compile(r"(?:[^|·•.!?:;,“”\"\d]{2,24} [|·•] ){2,}[^|·•.!?:;,“”\"\d]{2,24}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NO_WORDS = re.compile(r"[\W\d_]+")
_QUOTE_MARKS = "\"'“‘„«‚‹"


def is_related_link(line: str) -> bool:
    """Tell whether the line points to another article: ``Read: ...``, ``See also: ...``, a URL."""
    if len(line) > 300:
        return False
    return any(each.fullmatch(line) for each in (_RELATED, _RELATED_BARE, _ADDRESS))


def is_boilerplate(line: str) -> bool:
    """Tell whether the line by itself is no part of an article, wherever it stands.

    Quotations are never taken for boilerplate: people do say "Sign up" in the news.
    """
    if line[:1] in _QUOTE_MARKS or len(line) > 2_000:
        return False
    if _NO_WORDS.fullmatch(line) or (len(line) < 120 and _WHOLE_LINE.fullmatch(line)):
        return True
    if _COOKIE.search(line) and _SITE_SPEAKS.search(_QUOTED.sub(" ", line)):
        return _REPORTED.search(line) is None
    if any(each.fullmatch(line) for each in (_BREADCRUMBS, _MENU, _BUTTONS)):
        return True
    if len(line.split(None, _LONGEST)) > _LONGEST:
        return False
    if _BEGINNING.match(line):
        return True
    return _CONTAINED.search(_QUOTED.sub(" ", line)) is not None


def addresses_reader(line: str) -> bool:
    """Tell whether the line speaks to its reader outside of quotations."""
    said = _QUOTED.sub(" ", line)
    if _REPORTED.search(said):
        return False
    if _YOU.search(said):
        return True
    return _WE.search(said) is not None and _CALL.search(said) is not None
