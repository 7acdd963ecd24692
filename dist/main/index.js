(()=>{"use strict";(0,require("../jobs/index.js").shareAndUnshare)(),module.exports={}})();
