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
