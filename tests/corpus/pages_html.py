"""A news page as a site serves it, with all that stands around a report. All names are invented."""

from tests.corpus.pages import BODY, OTHERS, TITLE

PAGE = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{TITLE} - المنارة نيوز</title>
<meta property="og:title" content="{TITLE} | المنارة نيوز">
<meta property="og:site_name" content="المنارة نيوز">
<meta property="og:url" content="https://almanara.example/2019/03/07/kafr-nour">
<meta property="article:published_time" content="2019-03-07T09:30:00+02:00">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "NewsArticle", "headline": "{TITLE}",
 "datePublished": "2019-03-07T09:30:00+02:00", "author": {{"@type": "Person", "name": "سامر الحلواني"}}}}]}}</script>
<style>p {{ color: red }}</style></head>
<body class="single post-12 sidebar-right">
<nav class="main-menu"><ul><li><a href="/">الرئيسية</a></li><li><a href="/syria">سوريا</a></li><li><a href="/x">{OTHERS[3]}</a></li></ul></nav>
<div id="content-wrap"><article class="post">
<h1>{TITLE}</h1>
<div class="meta"><span class="author">سامر الحلواني</span> <time datetime="2019-03-07">7 آذار 2019</time></div>
<figure><img src="a.jpg" alt="سوق"><figcaption>آثار القصف على السوق (المنارة نيوز)</figcaption></figure>
<div class="entry-content">
<p>إدلب – المنارة نيوز: {BODY[0]}</p>
<p>{BODY[1]}<br></p>
<h3>سوق تحت النار</h3>
<div class="related-posts"><h4>اقرأ أيضا</h4><a href="/one">{OTHERS[0]}</a></div>
<p>{BODY[2]} <a href="/kafr">كفر النور</a> تؤوي آلاف النازحين من القرى المجاورة، وفيها مشفى واحد يعمل بنصف طاقته.</p>
<p style="display:none">نص مخفي لا يراه القارئ ولا يجوز أن يقرأ على أنه من التقرير.</p>
</div>
<div class="share-buttons"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div>
<div class="tags">الوسوم: <a href="/t/1">إدلب</a> <a href="/t/2">قصف</a></div>
</article>
<section class="related"><h3>مقالات ذات صلة</h3><ul><li><a href="https://almanara.example/2">{OTHERS[1]}</a></li>
<li><a href="/3">{OTHERS[2]}</a></li><li><a href="/4">مظاهرات في مدينة الميادين تطالب...</a></li></ul></section>
<div id="comments" class="comments"><h3>التعليقات</h3><p>الله يرحم الشهداء ويشفي الجرحى ويفرج عن أهلنا في كل مكان يا رب العالمين.</p></div>
</div>
<footer>جميع الحقوق محفوظة © المنارة نيوز</footer>
<script>document.write("لا يقرأ")</script>
</body></html>"""

_PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
_LATEST = "".join(f'<li><a href="/l{n}">{line}</a></li>' for n, line in enumerate(reversed(OTHERS)))

TEMPLATES = {
    "tagDiv Newspaper": f"""<html dir="rtl"><head><title>{TITLE} | المنارة نيوز</title></head><body class="rtl single single-post td-standard-pack">
<div class="td-header-wrap"><div class="td-header-menu-wrap"><ul class="sf-menu"><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></div></div>
<div class="td-main-content-wrap td-container-wrap"><div class="td-container td-post-template-default"><div class="td-crumb-container"><a href="/">الرئيسية</a> <a href="/p">سياسة</a></div>
<div class="td-pb-span8 td-main-content"><article class="post type-post"><header class="td-post-title"><h1 class="entry-title">{TITLE}</h1>
<div class="td-module-meta-info"><div class="td-post-author-name">بواسطة <a href="/a">سامر الحلواني</a></div><span class="td-post-date"><time class="entry-date" datetime="2021-08-26T10:00:00+00:00">26 أغسطس، 2021</time></span></div></header>
<div class="td-post-sharing-top"><a class="td-social-facebook">Facebook</a><a class="td-social-twitter">Twitter</a></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><img src="x.jpg"><figcaption class="wp-caption-text">لحظة القصف على السوق</figcaption></figure></div>{_PARAGRAPHS}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>الوسوم</span></li><li><a href="/t">إدلب</a></li></ul></div>
<div class="td-block-row td-post-next-prev"><div class="td-post-next-prev-content"><span>المقال السابق</span><a href="/prev">{OTHERS[0]}</a></div><div class="td-post-next-prev-content"><span>المقال التالي</span><a href="/next">{OTHERS[1]}</a></div></div></footer></article>
<div class="td_block_wrap td_block_related_posts"><h4 class="td-related-title"><a>مقالات ذات صلة</a></h4><div class="td-related-row"><h3 class="entry-title td-module-title"><a href="/r1">{OTHERS[2]}</a></h3></div></div>
<div class="comments" id="comments"><div id="respond" class="comment-respond"><h3>ترك الرد إلغاء الرد</h3><p>يرجى إدخال تعليقك في هذا الحقل قبل الإرسال من فضلك.</p></div></div></div>
<div class="td-pb-span4 td-main-sidebar"><aside class="td_block_popular"><ul>{_LATEST}</ul></aside></div></div></div></body></html>""",
    "Jannah": f"""<html dir="rtl"><head><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="المنارة نيوز"></head><body id="tie-body" class="rtl post-template-default has-header-ad sidebar-left">
<div id="tie-wrapper"><header id="theme-header" class="theme-header"><nav id="main-nav"><ul><li><a href="/">الرئيسية</a></li></ul></nav></header>
<div id="content" class="site-content container"><div class="tie-row main-content-row"><div class="main-content tie-col-md-8"><article id="the-post" class="container-wrapper post-content">
<header class="entry-header-outer"><div class="entry-header"><h1 class="post-title entry-title">{TITLE}</h1><div class="post-meta"><span class="author-meta"><a class="author-name" href="/a">سامر الحلواني</a></span><span class="date">منذ 3 أيام</span></div></div></header>
<div class="entry-content entry clearfix">{_PARAGRAPHS}</div>
<div id="post-extra-info"><div class="post-bottom-meta post-bottom-tags"><span>الوسوم</span><span class="tagcloud"><a href="/t">إدلب</a></span></div></div>
<div id="share-buttons-bottom" class="share-buttons"><a>فيسبوك</a><a>تويتر</a></div></article>
<div class="post-components"><div id="related-posts" class="container-wrapper"><div class="mag-box-title"><h3>مقالات ذات صلة</h3></div><div class="related-posts-list">
<div class="related-item"><h3 class="post-title"><a href="/1">{OTHERS[0]}</a></h3><div class="post-meta">2021/11/14</div></div><div class="related-item"><h3 class="post-title"><a href="/2">{OTHERS[1]}</a></h3></div><div class="related-item"><h3 class="post-title"><a href="/3">{OTHERS[2]}</a></h3></div></div></div>
<div id="comments" class="comments-area"><h3 id="reply-title">اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني في أي حال من الأحوال.</p></div></div></div>
<aside class="sidebar tie-col-md-4"><ul>{_LATEST}</ul></aside></div></div></div></body></html>""",
    "Drupal": f"""<html dir="rtl" lang="ar"><head><title>{TITLE} | المنارة نيوز</title><meta property="og:title" content="{TITLE}"></head><body class="path-node page-node-type-article">
<div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div class="region region-primary-menu"><ul class="menu"><li><a href="/">الرئيسية</a></li></ul></div></header>
<main role="main"><div class="layout-content"><div class="region region-content"><article class="node node--type-article"><h1 class="page-header"><span>{TITLE}</span></h1>
<div class="field field--name-field-source">سامر الحلواني</div><div class="created"><time datetime="2021-08-26T07:00:00Z">الخميس, 08/26/2021</time></div>
<div class="clearfix text-formatted field field--name-body"><div class="field__item">{_PARAGRAPHS.replace("</p>", f"</p><p><strong><a href='/1'>{OTHERS[0]}</a></strong></p>", 1)}</div></div>
<div class="views-element-container block-related"><h2 class="block-title">أخبار ذات صلة</h2><div class="views-row"><a href="/2">{OTHERS[1]}</a></div><div class="views-row"><a href="/3">{OTHERS[2]}</a></div></div>
</article></div></div></main><footer role="contentinfo">جميع الحقوق محفوظة</footer></div></div></body></html>""",
    "line breaks in a table": f"""<html><head><title>{TITLE}</title></head><body><form id="aspnetForm"><table><tr><td><a href="/">الرئيسية</a></td></tr><tr><td><table><tr><td><h1>{TITLE}</h1>
<font size="4">{"<br><br>".join(BODY)}</font></td></tr></table></td></tr><tr><td><b>مواضيع ذات صلة</b><br><a href="/1">{OTHERS[0]}</a><br><a href="/2">{OTHERS[1]}</a><br><a href="/3">{OTHERS[2]}</a></td></tr></table></form></body></html>""",
}  # fmt: skip
"""The same report in the markup of the themes these sites use: whatever the template, the same title, body and related headlines."""
