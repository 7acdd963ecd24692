(()=>{"use strict";(0,require("../jobs/index.js").copyImage)(),module.exports={}})();
