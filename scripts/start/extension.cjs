// Opens what `npm start` is to show: the lesson trained. A reload finds that run again, and needn't train.
const vscode = require('vscode');

exports.activate = async () => {
  const backprop = await vscode.extensions.getExtension('backprop.backprop').activate();
  await vscode.commands.executeCommand((await backprop.run()) ? 'backprop.showPanel' : 'backprop.train');
};
