"use strict";exports.id=195,exports.ids=[195],exports.modules={1576:((s,r,e)=>{e.d(r,{fromEnv:()=>o.sF});var o=e(4171)})};
