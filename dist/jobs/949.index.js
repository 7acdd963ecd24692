"use strict";exports.id=949,exports.ids=[949],exports.modules={9949:(e,r,s)=>{s.d(r,{defaultProvider:()=>d.v6});var d=s(9882)}};
