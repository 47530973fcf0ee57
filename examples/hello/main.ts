console.log("Hello from a machine made of TypeScript");
