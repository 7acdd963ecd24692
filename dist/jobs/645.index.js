exports.id=645,exports.ids=[645],exports.modules={2645:(module=>{module.exports=eval("require")("kerberos")})};
