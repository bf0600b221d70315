// Turns each graphql`…` into what relay-compiler made of it; a bundler's plugin does this in an application.
require("@babel/register")({ plugins: [["relay", { eagerEsModules: false }]], cache: false });
