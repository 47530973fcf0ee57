import path from "node:path";
console.log(path.join("/a", "..", "b", "./c", "d/"), path.resolve("/x", "y", "../z"), path.normalize("/a//b/../c/."), path.join(""), path.normalize(""));
for (const p of ["/home/user/file.tar.gz", "file", "/", ".hidden", "dir/", "a/b.c/d", ""]) console.log(JSON.stringify(p), path.basename(p), path.dirname(p), path.extname(p), path.isAbsolute(p));
console.log(path.basename("x.html", ".html"), path.relative("/a/b/c", "/a/d"), path.sep, path.delimiter, path.parse("/home/u/f.txt"), path.format({ dir: "/q", base: "r.s" }));
console.log(path.posix === path, path.join("a", "../../b"), path.relative("/x", "/x"));
