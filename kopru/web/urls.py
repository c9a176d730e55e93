"""Public addresses: they stand in mails and on paper, and never change."""

from django.urls import path

from kopru.web.views import about, feeds, machines, office, reading, sitemaps

app_name = "web"
urlpatterns = [
    path("", reading.home, name="home"),
    path("bultenler/", reading.bulletins, name="bulletins"),
    path("bultenler/<int:year>/", reading.bulletins, name="year"),
    path("bultenler/<int:year>/<int:month>/", reading.bulletins, name="month"),
    path("konu/<str:topic>/", reading.bulletins, name="topic"),
    path("bulten/<int:year>/<int:number>/", reading.bulletin, name="bulletin"),
    path("bulten/gizli/<str:key>/", reading.shared, name="private"),
    path("fotograflar/", reading.photos, name="photos"),
    path("ara/", reading.search, name="search"),
    path("sozculer/", about.spokespeople, name="spokespeople"),
    path("kisa-bilgiler/", about.facts, name="facts"),
    path("logolar/", about.signs, name="signs"),
    path("logolar/logo.<str:kind>", about.sign_file, name="sign_file"),
    path("iletisim/", office.contact, name="contact"),
    path("kunye/", office.imprint, name="imprint"),
    path("kimlik/logo/", office.logo, name="logo"),
    path("kimlik/simge.svg", office.sign, name="sign"),
    path("favicon.ico", office.favicon),
    path("akis/<str:ending>", feeds.feed, name="feed"),
    path("akis/<str:language>/<str:ending>", feeds.feed, name="feed_language"),
    path("akis/konu/<str:topic>/<str:ending>", feeds.feed, name="feed_topic"),
    path("oembed/", machines.oembed, name="oembed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-sayfalar.xml", sitemaps.standing, name="sitemap_pages"),
    path("sitemap-<int:year>.xml", sitemaps.of_year, name="sitemap_year"),
    path("sitemap-haberler.xml", sitemaps.news, name="sitemap_news"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
]
