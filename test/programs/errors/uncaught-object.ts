throw { code: 7, detail: ["a", "b"] };
