# Subjects of bindings; plugins.
# versions: 1.27,1.33
kubectl create role read --verb=get --resource=pods
kubectl create rolebinding read --role=read --user=jane
kubectl create clusterrolebinding all --clusterrole=view --group=team
kubectl create deployment web --image=nginx
kubectl set subject rolebinding read --user=bob --user=adam --user=jane
kubectl set subject rolebinding read --user=bob
kubectl set subject rolebinding/read --group=b --group=a --serviceaccount=default:one --serviceaccount=:two
kubectl get rolebinding read -o yaml | grep -v 'uid\|creationTimestamp\|resourceVersion'
kubectl set subject clusterrolebinding all --serviceaccount=:two
kubectl set subject clusterrolebinding all --serviceaccount=a:two
kubectl set subject clusterrolebinding all --serviceaccount=a
kubectl set subject clusterrolebinding all --serviceaccount=a:b:c
kubectl set subject clusterrolebinding all --user=x --dry-run=client
kubectl set subject clusterrolebinding all --user=x --dry-run=server
kubectl set subject clusterrolebinding all --user=x --dry-run=client -o jsonpath='{.subjects}'
kubectl set subject clusterrolebinding all
kubectl set subject rolebinding
kubectl set subject
kubectl set subject rolebinding nope --user=x
kubectl set subject deployment web --user=x
kubectl set subject rolebinding --all --user=everyone
kubectl set subject rolebinding --all -l a=b --user=everyone
kubectl create rolebinding local --role=read --user=jane --dry-run=client -o yaml > local.yaml
kubectl set subject -f local.yaml --local --group=g -o jsonpath='{.subjects}'
kubectl set subject --local rolebinding read --user=x
kubectl set subject -f local.yaml --local --group=g --dry-run=server
kubectl set subject rolebinding read --user=zoe --as jane
mkdir -p bin; printf '#!/bin/sh\necho hi\n' > bin/kubectl-hi; cp bin/kubectl-hi bin/kubectl-get; chmod +x bin/kubectl-hi bin/kubectl-get; touch bin/kubectl-plain
PATH=$PWD/bin:$PATH kubectl plugin list | sed "s#$PWD##"
PATH=$PWD/bin:$PATH kubectl plugin list --name-only
chmod +x bin/kubectl-plain; rm bin/kubectl-get
PATH=$PWD/bin:$PATH kubectl plugin list --name-only
kubectl completion
kubectl completion nope
kubectl completion bash zsh
